// Package contexthandsfunction: a context of the component's own hands back a function that has captured the key
package contexthandsfunction

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// P is what a caller sends.
type P struct {
	K string `json:"k"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}

type key struct{ name string }

var userKey = &key{}

type own struct{ context.Context }

func (own) Value(k any) any { return func() *key { return k.(*key) } }

// C is the component.
//
//sig:component name=context-hands-function scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	ctx = own{ctx}
	k := ctx.Value(userKey).(func() *key)()
	old := k.name
	k.name = p.K // want SIG701
	return R{old}, nil
}
