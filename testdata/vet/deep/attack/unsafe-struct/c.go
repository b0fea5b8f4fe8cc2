// Package unsafestruct looks at a struct as if it were another.
package unsafestruct

import (
	"context"
	"strings"
	"unsafe"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-unsafe-struct scope=tenant
type C struct{ sig.Instance }

type text string

type hooks struct{ format func(text) text }

type twin struct{ other func(text) text }

var h = &hooks{upper}

func init() { (*twin)(unsafe.Pointer(h)).other = leak }

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
