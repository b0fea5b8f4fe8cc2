// Package realretry: retries with growing pauses
package realretry

import (
	"context"
	"errors"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type temporary interface{ Temporary() bool }

func retry(ctx context.Context, tries int, f func(ctx context.Context) error) error {
	pause := 10 * time.Millisecond
	for i := 0; ; i++ {
		err := f(ctx)
		if t, ok := err.(temporary); err == nil || !ok || !t.Temporary() || i == tries {
			return err
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return errors.Join(err, ctx.Err())
		case <-timer.C:
		}
		pause = min(2*pause, time.Second)
	}
}

// C is the component.
//
//sig:component name=real-retry scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	return retry(ctx, 5, func(ctx context.Context) error { return c.Files.Put(ctx, p.K, []byte(p.V)) })
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
