// Package structconversion converts a struct that holds the function to another type.
package structconversion

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-struct-conversion scope=tenant
type C struct{ sig.Instance }

type text string

type hooks struct{ format func(text) text }

type twin struct{ format func(text) text }

var h = hooks{upper}

func init() {
	t := twin{leak}
	h = hooks(t)
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
	return string(h.format(text(s))), nil
}
