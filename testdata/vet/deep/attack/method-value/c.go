// Package methodvalue keeps a method value.
package methodvalue

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-method-value scope=tenant
type C struct{ sig.Instance }

type text string

var f func(text) text = upper

type state struct{ last text }

func (st *state) swap(s text) text {
	was := st.last
	st.last = s
	return was
}

func init() { f = (&state{}).swap }

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
	return string(f(text(s))), nil
}
