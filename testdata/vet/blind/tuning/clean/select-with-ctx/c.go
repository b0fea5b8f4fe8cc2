// Package selectwithctx: waiting with a timer and the call's context.
//
// Verdict: proved.
package selectwithctx

import (
	"context"
	"errors"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=select-with-ctx scope=tenant
type C struct {
	sig.Instance
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

//sig:runnable desc="one call"
func (c *C) Wait(ctx context.Context, p P) (R, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, time.Second, errors.New("too slow"))
	defer cancel()
	start := time.Now()
	for i := range 3 {
		if err := wait(ctx, time.Duration(p.N<<i)*time.Millisecond); err != nil {
			return R{}, err
		}
	}
	return R{N: int(time.Since(start).Milliseconds())}, nil
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
