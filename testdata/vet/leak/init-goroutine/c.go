// Package initgoroutine: a goroutine that init starts
package initgoroutine

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var lines = make(chan string)

var seen []string

func init() {
	go func() { // want SIG707
		for l := range lines {
			seen = append(seen, l)
		}
	}()
}

// C is the component.
//
//sig:component name=init-goroutine scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: len(seen)}, nil
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
