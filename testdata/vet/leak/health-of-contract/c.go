package healthofcontract

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// API is a contract.
//
//sig:contract name=hr-api
type API interface {
	//sig:runnable
	Ping(ctx context.Context) error
	//sig:runnable
	Who(ctx context.Context) (R, error)
}

// C does.
//
//sig:component name=health-of-contract scope=shared
//sig:provides API
type C struct {
	sig.Instance
	last string
}

// Ping pings.
//
//sig:health
func (c *C) Ping(ctx context.Context) error {
	who, _ := sig.CallerOf(ctx)
	c.last = who.Tenant() // want SIG706
	return nil
}

// Who tells.
func (c *C) Who(ctx context.Context) (R, error) { return R{c.last}, nil }

// R is its result.
type R struct {
	V string `json:"v"`
}
