// Package sharederrorcounts: an error that is compared counts in a shared component
package sharederrorcounts

import (
	"context"
	"errors"
	"io"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type e struct {
	n *int
	s string
}

func (x e) Error() string { return "" }
func (x e) Is(error) bool { *x.n += len(x.s); return false }

// C is shared.
//
//sig:component name=shared-error-counts scope=shared
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	err := error(e{&c.n, p.V}) // want SIG706
	_ = errors.Is(err, io.EOF)
	return R{V: strconv.Itoa(old)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
