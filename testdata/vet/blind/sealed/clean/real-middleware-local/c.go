// Package realmiddlewarelocal: a chain of middlewares is built per instance.
//
// Verdict: proved.
package realmiddlewarelocal

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type request struct {
	user, path string
	depth      int
}

type handler func(ctx context.Context, r *request) (string, error)

type middleware func(handler) handler

func chain(h handler, ms ...middleware) handler {
	for _, m := range slices.Backward(ms) {
		h = m(h)
	}
	return h
}

func recovering(next handler) handler {
	return func(ctx context.Context, r *request) (out string, err error) {
		defer func() {
			if x := recover(); x != nil {
				err = fmt.Errorf("%s: panic: %v", r.path, x)
			}
		}()
		return next(ctx, r)
	}
}

func limited(max time.Duration) middleware {
	return func(next handler) handler {
		return func(ctx context.Context, r *request) (string, error) {
			ctx, cancel := context.WithTimeout(ctx, max)
			defer cancel()
			return next(ctx, r)
		}
	}
}

func (s *Site) counted(next handler) handler {
	return func(ctx context.Context, r *request) (string, error) {
		s.mu.Lock()
		if s.hits == nil {
			s.hits = make(map[string]int)
		}
		s.hits[r.path]++
		s.mu.Unlock()
		return next(ctx, r)
	}
}

func allowed(users ...string) middleware {
	set := make(map[string]bool, len(users))
	for _, u := range users {
		set[u] = true
	}
	return func(next handler) handler {
		return func(ctx context.Context, r *request) (string, error) {
			if len(set) > 0 && !set[r.user] {
				return "", sig.ErrDenied
			}
			return next(ctx, r)
		}
	}
}

// Visit is a visit.
type Visit struct {
	User string `json:"user"`
	Path string `json:"path" sig:"min=1"`
}

// Shown is what the visitor sees.
type Shown struct {
	Text string `json:"text"`
	Hits int    `json:"hits"`
}

// Site serves pages.
//
//sig:component name=real-middleware-local scope=tenant
type Site struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
	Admin string      `sig:"prop,default=root"`

	mu    sync.Mutex
	hits  map[string]int
	serve handler
}

//sig:activate
func (s *Site) activate(ctx context.Context) error {
	s.serve = chain(s.page, recovering, limited(time.Second), s.counted, allowed(s.Admin, "guest"))
	return nil
}

func (s *Site) page(ctx context.Context, r *request) (string, error) {
	b, err := s.Store.Get(ctx, "pages/"+r.path)
	return string(b), err
}

// Visit shows a page.
//
//sig:runnable desc="Show a page"
func (s *Site) Visit(ctx context.Context, v Visit) (Shown, error) {
	text, err := s.serve(ctx, &request{user: v.User, path: v.Path})
	if err != nil {
		return Shown{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return Shown{Text: text, Hits: s.hits[v.Path]}, nil
}
