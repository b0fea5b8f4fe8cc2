// Package atktimerstop: a package's timer tells whether somebody stopped it
package atktimerstop

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

var alarm = time.NewTimer(time.Hour)

// C is the component.
//
//sig:component name=atk-timer-stop scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if alarm.Stop() { // want SIG701
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
