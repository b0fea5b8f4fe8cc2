// Package poolonchannel: database pools are lent over a channel.
//
// Verdict: leak.
// Why: One tenant's sqldb.Pool is received by another tenant's instance.
package poolonchannel

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

var idle = make(chan sqldb.Pool, 8)

// C is the component.
//
//sig:component name=pool-on-channel scope=tenant
type C struct {
	sig.Instance

	Pool sqldb.Pool `sig:"requires"`
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	select {
	case idle <- c.Pool: // want leak
	default:
	}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Run(ctx context.Context, p P) (R, error) {
	pool := <-idle
	defer func() { idle <- pool }()
	n, err := pool.Exec(ctx, p.V)
	return R{N: int(n)}, err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
