// Package unsafestringwrite: a constant string is changed in place.
//
// Verdict: leak.
// Why: Strings are shared by the whole process, and the cast makes one writable.
package unsafestringwrite

import (
	"context"
	"unsafe"

	sig "github.com/sigen-dev/sigen/runtime"
)

var label = string([]byte("ready"))

// C is the component.
//
//sig:component name=unsafe-string-write scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Label(ctx context.Context, p P) (R, error) {
	b := unsafe.Slice(unsafe.StringData(label), len(label)) // want leak
	old := string(b)
	copy(b, p.V)
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
