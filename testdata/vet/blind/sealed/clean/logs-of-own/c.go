// Package logsofown: a tenant's component logs what it was sent.
//
// Verdict: proved.
package logsofown

import (
	"context"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=logs-of-own scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	log := c.Log()
	log.Log(ctx, sig.LevelDebug, "begin", sig.Attr{Key: "key", Value: p.K})
	if p.N < 0 {
		log.Log(ctx, sig.LevelError, "negative", sig.Attr{Key: "n", Value: strconv.Itoa(p.N)})
		return R{}, fmt.Errorf("n is %d: %w", p.N, sig.ErrInvalid)
	}
	return R{V: c.Name() + "@" + c.Target()}, nil
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
