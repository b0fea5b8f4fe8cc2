// Package blindcopystructmutex: a struct copy that shares a channel
package blindcopystructmutex

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type pipe struct {
	name string
	ch   chan string
}

var pipes = map[string]pipe{"a": {"a", make(chan string, 4)}}

// C is the component.
//
//sig:component name=blind-copy-struct-mutex scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Send(ctx context.Context, p P) error {
	pp := pipes[p.K]
	pp.ch <- p.V // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
