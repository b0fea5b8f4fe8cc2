// Package readerreset: a package-level reader that a reader of the call is set to
package readerreset

import (
	"bufio"
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var source = strings.NewReader("a\nb")

// C is the component.
//
//sig:component name=reader-reset scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var r bufio.Reader
	r.Reset(source) // want SIG701
	s, err := r.ReadString('\n')
	return R{V: s}, err
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
