// Package contexthandskeyback: a context of the component's own hands back the key, which all have
package contexthandskeyback

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

func (own) Value(k any) any { return k }

// C is the component.
//
//sig:component name=context-hands-key-back scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	ctx = own{ctx}
	k := ctx.Value(userKey).(*key)
	old := k.name
	k.name = p.K // want SIG701
	return R{old}, nil
}
