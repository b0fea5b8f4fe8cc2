// Package panicholdsmap: a struct with a package-level map, panicked with in a method and recovered beside
package panicholdsmap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ m map[string]string }

var shared = box{map[string]string{}}

type thrower struct{}

func (thrower) throw() { panic(shared) }

// C is the component.
//
//sig:component name=panic-holds-map scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b box
	func() {
		defer func() {
			if x, ok := recover().(box); ok {
				b = x
			}
		}()
		thrower{}.throw()
	}()
	v := b.m["k"]
	b.m["k"] = p.V // want SIG701
	return R{V: v}, nil
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
