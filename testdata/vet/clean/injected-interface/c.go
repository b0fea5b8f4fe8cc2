// Package injectedinterface: an interface that the instance fills
package injectedinterface

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type clock interface{ Now() time.Time }

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

// C is the component.
//
//sig:component name=injected-interface scope=tenant
type C struct {
	sig.Instance
	clock clock
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.clock = systemClock{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Now(ctx context.Context) (R, error) {
	return R{V: c.clock.Now().Format(time.RFC3339)}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
