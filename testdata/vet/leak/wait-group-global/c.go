// Package waitgroupglobal: a WaitGroup of the package
package waitgroupglobal

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var wg sync.WaitGroup

// C is the component.
//
//sig:component name=wait-group-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	wg.Add(1) // want SIG701
	defer wg.Done()
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
