// Package oncefuncs: functions with memory of their own in what sync.OnceValue returns
package oncefuncs

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct {
	set func(string)
	get func() string
}

func open() cell {
	var v string
	return cell{func(to string) { v = to }, func() string { return v }}
}

var g = sync.OnceValue(open)

// C is the component.
//
//sig:component name=once-funcs scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := g().get()
	g().set(p.V) // want SIG702
	return R{V: was}, nil
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
