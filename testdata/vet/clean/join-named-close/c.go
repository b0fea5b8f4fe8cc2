package joinnamedclose

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type worker struct{ n int }

func (w *worker) run(done chan<- struct{}) {
	defer close(done)
	w.n++
}

// C is the component.
//
//sig:component name=join-named-close scope=tenant
type C struct{ sig.Instance }

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	w := &worker{p.N}
	out := make(chan int)
	_ = out
	done := make(chan struct{})
	go w.run(done)
	<-done
	return R{N: w.n}, nil
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
