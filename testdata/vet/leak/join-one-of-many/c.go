// Package joinoneofmany starts many goroutines and receives one value.
package joinoneofmany

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-one-of-many scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	res := make(chan int, 8)
	for i := range n {
		go func() { res <- work(i) }() // want SIG707
	}
	return <-res, nil
}
