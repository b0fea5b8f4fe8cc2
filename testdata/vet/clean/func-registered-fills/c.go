// Package funcregisteredfills: a function that initialisation registers puts a copy of what all share where it is told
package funcregisteredfills

import (
	"context"
	"maps"

	sig "github.com/sigen-dev/sigen/runtime"
)

type sink struct {
	m map[string]string
}

var (
	fillers  = map[string]func(*sink){}
	initials = map[string]string{"a": "b"}
)

func init() {
	fillers["a"] = func(s *sink) { s.m = maps.Clone(initials) }
	fillers["c"] = func(s *sink) { s.m = map[string]string{"a": initials["a"]} }
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
	fillers[p.K](s)
	old := s.m[p.K]
	s.m[p.K] = p.V
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
