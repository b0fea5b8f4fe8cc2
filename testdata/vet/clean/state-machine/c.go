// Package statemachine: transitions in a table
package statemachine

import (
	"cmp"
	"context"
	"fmt"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type state string

type event string

var next = map[state]map[event]state{
	"new":  {"pay": "paid", "cancel": "gone"},
	"paid": {"ship": "sent"},
}

// C is the component.
//
//sig:component name=state-machine scope=tenant
type C struct {
	sig.Instance
	mu sync.Mutex
	at map[string]state
}

//sig:runnable desc="one call"
func (c *C) Fire(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at == nil {
		c.at = map[string]state{}
	}
	now := cmp.Or(c.at[p.K], "new")
	to, ok := next[now][event(p.V)]
	if !ok {
		return R{}, fmt.Errorf("%s does not %s", now, p.V)
	}
	c.at[p.K] = to
	return R{V: string(to)}, nil
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
