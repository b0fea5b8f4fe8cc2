// Package sharednowstored: when somebody called is kept if a caller says so
package sharednowstored

import (
	"context"
	"time"

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
//sig:component name=shared-now-stored scope=shared
type C struct {
	sig.Instance
	last time.Time
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	if p.K == "x" {
		c.last = c.Now() // want SIG706
	}
	return R{old.String()}, nil
}
