// Package sharedpoolchosen: a caller says which database a shared component uses from then on
package sharedpoolchosen

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// Databases are settings.
//
//sig:config prefix=databases
type Databases struct {
	Near, Far sqldb.URL
}

// C is shared.
//
//sig:component name=shared-pool-chosen scope=shared
type C struct {
	sig.Instance
	Databases sig.Settings[Databases] `sig:"requires"`
	Pool      sqldb.Pool              `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Choose(ctx context.Context, p P) error {
	if p.V == "far" {
		return c.Pool.Use(ctx, c.Databases.Get().Far) // want SIG709
	}
	return nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}
