// Package sharedpipe: a shared component that encodes through a pipe, and reads with a context that it cancels
package sharedpipe

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=shared-pipe scope=shared
type C struct {
	sig.Instance
	limit int64
}

var errLate = errors.New("late")

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(errLate)
	r, w := io.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.CloseWithError(json.NewEncoder(w).Encode(p))
	}()
	b, err := io.ReadAll(io.LimitReader(r, c.limit))
	r.CloseWithError(errLate)
	<-done
	if err == nil {
		err = context.Cause(ctx)
	}
	return R{V: string(b)}, err
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
