// Package machine: transitions in a table
package machine

import (
	"context"
	"fmt"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

type state int

const (
	idle state = iota
	open
	done
)

var names = [...]string{"idle", "open", "done"}

func (s state) String() string { return names[s] }

var next = map[state][]state{idle: {open}, open: {done, idle}}

// C is the component.
//
//sig:component name=machine scope=tenant
type C struct {
	sig.Instance
	cur state
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	to := state(p.N)
	if !slices.Contains(next[c.cur], to) {
		return R{}, fmt.Errorf("from %v to %v", c.cur, to)
	}
	c.cur = to
	return R{V: c.cur.String()}, nil
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
