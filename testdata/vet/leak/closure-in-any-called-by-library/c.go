// Package closureinanycalledbylibrary: a closure with memory of its own inside of a package-level interface, called by the library
package closureinanycalledbylibrary

import (
	"context"
	"regexp"

	sig "github.com/sigen-dev/sigen/runtime"
)

// counting is a function that remembers what it was called with.
func counting() func(string) string {
	last := ""
	return func(v string) string {
		was := last
		last = v
		return was
	}
}

var all = regexp.MustCompile(`.+`)

type filter struct{ do func(string) string }

func open() filter { return filter{counting()} }

var g any = open()

// C is the component.
//
//sig:component name=closure-in-any-called-by-library scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: all.ReplaceAllStringFunc(p.V, g.(filter).do)}, nil // want SIG702
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
