// Package variadicglobal: a variadic parameter is the slice itself
package variadicglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var words = []string{"a", "b"}

func mark(w ...string) { w[0] = "x" }

// C is the component.
//
//sig:component name=variadic-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context) error {
	mark(words...) // want SIG701
	return nil
}
