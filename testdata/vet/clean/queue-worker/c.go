// Package queueworker: a queue of the instance
package queueworker

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type job struct {
	p    P
	done chan R
}

// C is the component.
//
//sig:component name=queue-worker scope=tenant
type C struct {
	sig.Instance
	jobs chan job
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.jobs = make(chan job, 16)
	c.Go(c.loop)
	return nil
}

func (c *C) loop(ctx context.Context) error {
	for {
		select {
		case j := <-c.jobs:
			j.done <- R{V: strings.ToUpper(j.p.V)}
		case <-ctx.Done():
			return nil
		}
	}
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	j := job{p, make(chan R, 1)}
	select {
	case c.jobs <- j:
	case <-ctx.Done():
		return R{}, ctx.Err()
	}
	select {
	case r := <-j.done:
		return r, nil
	case <-ctx.Done():
		return R{}, ctx.Err()
	}
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
