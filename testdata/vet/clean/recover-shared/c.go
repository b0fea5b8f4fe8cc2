// Package recovershared: a shared component turns a panic into an error, and counts them
package recovershared

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=recover-shared scope=shared
type C struct {
	sig.Instance
	panics int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (r R, err error) {
	defer func() {
		if x := recover(); x != nil {
			c.panics++
			err = fmt.Errorf("failed: %v", x)
		}
	}()
	n, err := strconv.Atoi(p.V)
	if err != nil {
		return R{}, err
	}
	if n < 0 {
		panic(errors.New("negative"))
	}
	return R{V: strconv.Itoa(n)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
