// Package panicparamshared: a function panics with what it is given, package-level memory, and another recovers it
package panicparamshared

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=panic-param-shared scope=tenant
type C struct {
	sig.Instance
}

type box struct{ m map[string]string }

var shared = box{map[string]string{}}

func throw(b box) { panic(b) }

func get() (b box) {
	defer func() { b = recover().(box) }()
	throw(shared)
	return
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	b := get()
	old := b.m["k"]
	b.m["k"] = p.V // want SIG701
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
