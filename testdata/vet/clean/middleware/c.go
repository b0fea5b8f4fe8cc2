// Package middleware: a chain of middleware around an operation
package middleware

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type handler func(ctx context.Context, p P) (R, error)
type middleware func(next handler) handler

func chain(h handler, ms ...middleware) handler {
	for _, m := range slices.Backward(ms) {
		h = m(h)
	}
	return h
}

func timed(l *slog.Logger) middleware {
	return func(next handler) handler {
		return func(ctx context.Context, p P) (R, error) {
			defer func(t time.Time) { l.DebugContext(ctx, "done", slog.Duration("took", time.Since(t))) }(time.Now())
			return next(ctx, p)
		}
	}
}

func validated(rules ...func(P) error) middleware {
	return func(next handler) handler {
		return func(ctx context.Context, p P) (R, error) {
			var errs []error
			for _, r := range rules {
				errs = append(errs, r(p))
			}
			if err := errors.Join(errs...); err != nil {
				return R{}, err
			}
			return next(ctx, p)
		}
	}
}

func recovered(next handler) handler {
	return func(ctx context.Context, p P) (r R, err error) {
		defer func() {
			if v := recover(); v != nil {
				err = fmt.Errorf("panic: %v", v)
			}
		}()
		return next(ctx, p)
	}
}

func required(p P) error {
	if p.K == "" {
		return errors.New("k is required")
	}
	return nil
}

// C is the component.
//
//sig:component name=middleware scope=tenant
type C struct {
	sig.Instance
	mu   sync.Mutex
	data map[string]string
	put  handler
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.data = map[string]string{}
	c.put = chain(c.store, recovered, timed(slog.New(slog.DiscardHandler)), validated(required))
	return nil
}

func (c *C) store(_ context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	old := c.data[p.K]
	c.data[p.K] = p.V
	return R{V: old}, nil
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) { return c.put(ctx, p) }

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
