// Package sharedcallerkept: the shared component keeps who called.
//
// Verdict: leak.
// Why: Caller tells tenant and instance of one tenant to another.
package sharedcallerkept

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-caller-kept scope=shared
type C struct {
	sig.Instance

	mu   sync.Mutex
	seen []sig.Caller
}

//sig:runnable desc="one call"
func (c *C) Hello(ctx context.Context) (R, error) {
	who, _ := sig.CallerOf(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen = append(c.seen, who) // want leak
	names := make([]string, 0, len(c.seen))
	for _, s := range c.seen {
		names = append(names, s.Tenant()+"/"+s.Instance())
	}
	return R{V: strings.Join(names, " "), N: len(names)}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
