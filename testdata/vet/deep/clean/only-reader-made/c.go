// Package onlyreadermade calls an interface of which another implementation writes a variable; it is printed, but never called.
package onlyreadermade

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-only-reader-made scope=tenant
type C struct{ sig.Instance }

type text string

type keeper interface{ keep(s text) text }

type pure struct{}

func (pure) keep(s text) text { return s + s }

type hoarder struct{}

var last text

func (*hoarder) keep(s text) text {
	was := last
	last = s
	return was
}

func open() keeper { return pure{} }

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return string(open().keep(text(fmt.Sprint(s, &hoarder{})))), nil
}
