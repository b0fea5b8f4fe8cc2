// Package interfaceofown: an interface with two implementations
package interfaceofown

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type shape interface{ area() int }

type square struct{ side int }

func (s square) area() int { return s.side * s.side }

type strip struct{ w, h int }

func (s *strip) area() int { return s.w * s.h }

// C is the component.
//
//sig:component name=interface-of-own scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Area(ctx context.Context, p P) (R, error) {
	var s shape = square{p.N}
	if p.K == "strip" {
		s = &strip{p.N, 2}
	}
	return R{N: s.area()}, nil
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
