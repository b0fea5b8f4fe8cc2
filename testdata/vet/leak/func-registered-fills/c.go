// Package funcregisteredfills: a function that initialisation registers puts the map of all where it is told
package funcregisteredfills

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type sink struct{ m map[string]string }

var (
	fillers = map[string]func(*sink){}
	shared  = map[string]string{}
)

func init() {
	fillers["a"] = func(s *sink) { s.m = shared }
}

// C is the component.
//
//sig:component name=func-registered-fills scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s := &sink{}
	fillers["a"](s)
	old := s.m[p.K]
	s.m[p.K] = p.V // want SIG701
	return R{V: old}, nil
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
