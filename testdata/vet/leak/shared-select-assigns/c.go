// Package sharedselectassigns: statements of a shared component that select, and set something
package sharedselectassigns

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// C is shared.
//
//sig:component name=shared-select-assigns scope=shared
type C struct {
	sig.Instance
	Pool sqldb.Pool `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Keep(ctx context.Context, p P) error {
	rows, err := c.Pool.Query(ctx, "SELECT @last := ?", p.V) // want SIG709
	if err != nil {
		return err
	}
	return rows.Close()
}

//sig:runnable desc="one call"
func (c *C) Next(ctx context.Context, p P) error {
	rows, err := c.Pool.Query(ctx, "SELECT nextval /* of ids */ ('ids') WHERE ? <> ''", p.V) // want SIG709
	if err != nil {
		return err
	}
	return rows.Close()
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}
