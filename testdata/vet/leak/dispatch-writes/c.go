// Package dispatchwrites: one implementation writes a global
package dispatchwrites

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var log []string

type step interface{ run(string) }

type good struct{}

func (good) run(string) {}

type bad struct{}

func (bad) run(s string) {
	log = append(log, s) // want SIG701
}

// C is the component.
//
//sig:component name=dispatch-writes scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	var s step = good{}
	if p.N > 3 {
		s = bad{}
	}
	s.run(p.V)
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
