// Package contextbehindatomicfuncs: functions with memory in a context behind an atomic pointer, taken out of a context derived from it
package contextbehindatomicfuncs

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

var g atomic.Pointer[context.Context]

func init() {
	f := made()
	g.Store(&f)
}

type key struct{}

type funcs struct {
	set func(string)
	get func() string
}

func newFuncs() funcs {
	var v string
	return funcs{func(to string) { v = to }, func() string { return v }}
}

func made() context.Context {
	return context.WithValue(context.Background(), key{}, newFuncs())
}

// C is the component.
//
//sig:component name=context-behind-atomic-funcs scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	on, cancel := context.WithCancel(*g.Load())
	defer cancel()
	fs := on.Value(key{}).(funcs)
	old := fs.get()
	fs.set(p.V) // want SIG702
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
