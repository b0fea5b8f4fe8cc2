// Package resettimer: a timer of the package
package resettimer

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

var timer = time.NewTimer(time.Hour)

// C is the component.
//
//sig:component name=reset-timer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := timer.Reset(time.Duration(p.N)) // want SIG701
	if was {
		return R{N: 1}, nil
	}
	return R{}, nil
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
