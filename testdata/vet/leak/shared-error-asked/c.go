// Package sharederrorasked: whether an error is asked what it is, a caller decides
package sharederrorasked

import (
	"context"
	"errors"
	"io"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type failure struct{ n *int }

func (failure) Error() string { return "failure" }

func (f failure) Is(error) bool {
	*f.n++
	return false
}

// C is one.
//
//sig:component name=shared-error-asked scope=shared
type C struct {
	sig.Instance
	last string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	n := 0
	err := io.EOF
	if p.V == "x" {
		err = failure{&n}
	}
	stopped := errors.Is(err, io.ErrNoProgress)
	c.last = strconv.Itoa(n) // want SIG706
	return R{V: old + strconv.FormatBool(stopped)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
