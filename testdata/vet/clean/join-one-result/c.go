// Package joinoneresult receives the only value of a goroutine.
package joinoneresult

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-one-result scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	res := make(chan int, 1)
	go func() { res <- work(n) }()
	return <-res, nil
}
