// Package groupreturned: a group that is handed to the caller before it is waited for
package groupreturned

import (
	"context"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type job struct{ wg sync.WaitGroup }

func (j *job) start(f func()) { j.wg.Go(f) } // want SIG707

// C is the component.
//
//sig:component name=group-returned scope=tenant
type C struct {
	sig.Instance
	j job
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.j.start(func() { time.Sleep(time.Second) })
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
