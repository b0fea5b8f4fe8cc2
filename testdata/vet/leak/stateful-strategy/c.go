// Package statefulstrategy: an object in a table with a field of its own
package statefulstrategy

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type strategy interface{ next(int) int }

type sum struct{ n int }

func (s *sum) next(n int) int {
	s.n += n
	return s.n
}

type last struct{}

func (last) next(n int) int { return n }

var strategies = map[string]strategy{"sum": &sum{}, "last": last{}}

// C is the component.
//
//sig:component name=stateful-strategy scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s, ok := strategies[p.K]
	if !ok {
		return R{}, nil
	}
	return R{N: s.next(p.N)}, nil // want SIG701
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
