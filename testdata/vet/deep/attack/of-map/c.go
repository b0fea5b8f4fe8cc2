// Package ofmap takes the function out of a map that init filled.
package ofmap

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-of-map scope=tenant
type C struct{ sig.Instance }

type text string

var f func(text) text = upper

var table = map[string]func(text) text{}

func init() {
	table["x"] = leak
	for _, g := range table {
		f = g
	}
}

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
