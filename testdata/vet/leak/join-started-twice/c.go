package joinstartedtwice

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type worker struct{ n int }

// C is the component.
//
//sig:component name=join-started-twice scope=tenant
type C struct{ sig.Instance }

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	w := &worker{p.N}
	out := make(chan int)
	f := func() {
		out <- w.n
	}
	go f() // want SIG707
	go f()
	return R{N: <-out}, nil
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
