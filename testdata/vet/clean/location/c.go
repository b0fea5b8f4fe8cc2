// Package location: a location and a start
package location

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	berlin = time.FixedZone("CET", 3600)
	epoch  = time.Date(2020, 1, 1, 0, 0, 0, 0, berlin)
)

// C is the component.
//
//sig:component name=location scope=tenant
type C struct {
	sig.Instance
	started time.Time
}

//sig:runnable desc="one call"
func (c *C) Days(ctx context.Context) (R, error) {
	c.started = epoch.In(berlin)
	return R{N: int(time.Since(c.started).Hours() / 24)}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
