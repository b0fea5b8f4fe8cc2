// Package middlewarevars: middleware composed at start
package middlewarevars

import (
	"context"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type handler func(context.Context, P) (R, error)

func logged(next handler) handler {
	return func(ctx context.Context, p P) (R, error) {
		r, err := next(ctx, p)
		if err != nil {
			return r, fmt.Errorf("logged: %w", err)
		}
		return r, nil
	}
}

func upper(_ context.Context, p P) (R, error) { return R{V: strings.ToUpper(p.V)}, nil }

var chain = logged(logged(upper))

// C is the component.
//
//sig:component name=middleware-vars scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return chain(ctx, p)
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
