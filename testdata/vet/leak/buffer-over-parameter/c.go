// Package bufferoverparameter: a buffer of the library writes the memory that a helper was given
package bufferoverparameter

import (
	"bytes"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// P is what a caller sends.
type P struct {
	K string `json:"k"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}

var spare = make([]byte, 0, 64)

// C is the component.
//
//sig:component name=buffer-over-parameter scope=tenant
type C struct{ sig.Instance }

func fill(b []byte, s string) string {
	old := string(b[:cap(b)])
	buf := bytes.NewBuffer(b[:0])
	buf.WriteString(s)
	return old
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{fill(spare, p.K)}, nil // want SIG701
}
