// Package jointwosenders takes the value of another sender for that of the goroutine.
package jointwosenders

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-two-senders scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	res := make(chan int, 2)
	res <- 0
	go func() { res <- work(n) }() // want SIG707
	return <-res, nil
}
