// Package retry: retries with a timer
package retry

import (
	"context"
	"errors"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

var errBusy = errors.New("busy")

func retry(ctx context.Context, n int, f func(context.Context) error) error {
	var err error
	for i := range n {
		if err = f(ctx); !errors.Is(err, errBusy) {
			return err
		}
		t := time.NewTimer(time.Duration(i) * time.Millisecond)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return ctx.Err()
		}
	}
	return err
}

// C is the component.
//
//sig:component name=retry scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	err := retry(ctx, 3, func(ctx context.Context) error { return c.Files.Put(ctx, p.K, []byte(p.V)) })
	return R{}, err
}

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
