// Package sharedfortenant names the tenant itself: the other process that serves it believes that.
package sharedfortenant

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Orders is what a tenant's component serves.
type Orders interface {
	Last(ctx context.Context) (string, error)
}

// C is the component.
//
//sig:component name=shared-for-tenant scope=shared
type C struct {
	sig.Instance
	Orders Orders `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, tenant string) (string, error) {
	of, err := sig.ForTenant(context.Background(), tenant) // want SIG703
	if err != nil {
		return "", err
	}
	return c.Orders.Last(of) // want SIG720
}
