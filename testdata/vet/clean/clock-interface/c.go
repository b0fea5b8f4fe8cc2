// Package clockinterface: an interface that the component fills itself
package clockinterface

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type clock interface{ Now() time.Time }

type wall struct{}

func (wall) Now() time.Time { return time.Now() }

// C is the component.
//
//sig:component name=clock-interface scope=tenant
type C struct {
	sig.Instance
	clk clock
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.clk = wall{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: int(c.clk.Now().Unix())}, nil
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
