package joinmethodtwice

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type worker struct{ n int }

func (w *worker) run(in []int, out chan<- int) {
	s := 0
	for _, v := range in {
		s += v * w.n
	}
	out <- s
}

// C is the component.
//
//sig:component name=join-method-twice scope=tenant
type C struct{ sig.Instance }

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	w := &worker{p.N}
	out := make(chan int)
	go w.run(nil, out) // want SIG707
	go w.run(nil, out)
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
