// Package boundedbycontext: timeouts and values in a context
package boundedbycontext

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type key struct{}

// C is the component.
//
//sig:component name=bounded-by-context scope=tenant
type C struct {
	sig.Instance
}

func depth(ctx context.Context) int {
	n, _ := ctx.Value(key{}).(int)
	return n
}

func (c *C) walk(ctx context.Context, n int) int {
	if n == 0 || ctx.Err() != nil {
		return depth(ctx)
	}
	return c.walk(context.WithValue(ctx, key{}, depth(ctx)+1), n-1)
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return R{N: c.walk(ctx, p.N)}, nil
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
