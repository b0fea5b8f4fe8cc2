// Package unsafestore stores the function through an unsafe pointer.
package unsafestore

import (
	"context"
	"strings"
	"unsafe"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-unsafe-store scope=tenant
type C struct{ sig.Instance }

type text string

var f func(text) text = upper

func init() {
	g := leak
	*(*unsafe.Pointer)(unsafe.Pointer(&f)) = *(*unsafe.Pointer)(unsafe.Pointer(&g))
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
