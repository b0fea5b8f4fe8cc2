// Package methodexpression keeps a method by its expression.
package methodexpression

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-method-expression scope=tenant
type C struct{ sig.Instance }

type text string

type state struct{}

func (state) swap(s text) text { return leak(s) }

var f func(state, text) text

func init() { f = state.swap }

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
	return string(f(state{}, text(s))), nil
}
