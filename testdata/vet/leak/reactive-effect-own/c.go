// Package reactiveeffectown: an effect of a domain that the component made runs when the call is over
package reactiveeffectown

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/reactive"
)

// C is the component.
//
//sig:component name=reactive-effect-own scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) error {
	d := reactive.NewDomain()
	s := reactive.NewSignal(d, p.V)
	reactive.NewEffect(d, func(ctx context.Context) error { // want SIG703
		c.Log().Log(ctx, sig.LevelInfo, s.Get())
		return nil
	}, s)
	return nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}
