// Package returnelementpointer: a pointer to a shared element
package returnelementpointer

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Plan is what a tenant has.
type Plan struct {
	Name  string `json:"name"`
	Limit int    `json:"limit"`
}

// Plans is a list.
type Plans struct {
	All []*Plan `json:"all"`
}

var plans = []*Plan{{"free", 1}, {"pro", 10}}

// C is the component.
//
//sig:component name=return-element-pointer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Plans(ctx context.Context) (Plans, error) {
	out := Plans{}
	for _, p := range plans {
		out.All = append(out.All, p)
	}
	return out, nil // want SIG702
}

//sig:runnable desc="one call"
func (c *C) Raise(ctx context.Context, p P) error {
	ps, err := c.Plans(ctx)
	if err != nil {
		return err
	}
	ps.All[0].Limit = p.N // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
