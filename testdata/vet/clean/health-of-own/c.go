package healthofown

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// API is a contract.
//
//sig:contract name=hoo-api
type API interface {
	//sig:runnable
	Ping(ctx context.Context) error
}

// C counts how often it was asked, whoever asked.
//
//sig:component name=health-of-own scope=shared
//sig:provides API
type C struct {
	sig.Instance
	up bool
}

//sig:activate
func (c *C) Open(ctx context.Context) error {
	c.up = true
	return nil
}

// Ping pings.
//
//sig:health
func (c *C) Ping(ctx context.Context) error {
	if !c.up {
		return errors.New("not yet")
	}
	return ctx.Err()
}
