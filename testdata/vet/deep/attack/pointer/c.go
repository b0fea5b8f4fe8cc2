// Package pointer is set through a pointer to the variable.
package pointer

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-pointer scope=tenant
type C struct{ sig.Instance }

type text string

var f func(text) text = upper

func set(p *func(text) text) { *p = leak }

func init() { set(&f) }

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
