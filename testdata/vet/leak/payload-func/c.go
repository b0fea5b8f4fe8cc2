// Package payloadfunc: a function in a result
package payloadfunc

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Undo goes back.
type Undo struct {
	Do func() // want SIG710
}

// C is the component.
//
//sig:component name=payload-func scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context) (Undo, error) { return Undo{Do: func() {}}, nil }
