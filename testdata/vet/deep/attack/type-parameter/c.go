// Package typeparameter calls a method of a type parameter, one of whose arguments keeps.
package typeparameter

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-type-parameter scope=tenant
type C struct{ sig.Instance }

type text string

type strategy interface{ apply(s text) text }

type good struct{}

func (good) apply(s text) text { return upper(s) }

type bad struct{}

func (bad) apply(s text) text { return leak(s) }

func use[T strategy](t T, s text) text { return t.apply(s) }

func upper(s text) text { return text(strings.ToUpper(string(s))) }

var last text

func leak(s text) text {
	was := last
	last = s
	return was
}

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return string(use(good{}, text(s)) + use(bad{}, text(s))), nil
}
