// Package panickedglobal: a pointer to package-level memory that is recovered
package panickedglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ v string }

var kept = &box{}

func thrown() { panic(kept) } // want SIG722

// C is the component.
//
//sig:component name=panicked-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := ""
	func() {
		defer func() {
			if b, ok := recover().(*box); ok {
				was, b.v = b.v, p.V
			}
		}()
		thrown()
	}()
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
