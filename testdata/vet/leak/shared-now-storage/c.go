// Package sharednowstorage: when somebody called is stored if a caller says so
package sharednowstorage

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

// C is the component.
//
//sig:component name=shared-now-storage scope=shared
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	b, _ := c.Files.Get(ctx, "last")
	if p.K == "x" {
		now := c.Now()
		if err := c.Files.Put(ctx, "last", []byte(now.String())); err != nil { // want SIG709
			return R{}, err
		}
	}
	return R{string(b)}, nil
}
