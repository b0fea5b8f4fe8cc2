// Package memoininstance: a memoise decorator whose map is the instance's.
//
// Verdict: proved.
package memoininstance

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

func memo[K comparable, V any](f func(K) V) func(K) V {
	var mu sync.Mutex
	m := map[K]V{}
	return func(k K) V {
		mu.Lock()
		defer mu.Unlock()
		if v, ok := m[k]; ok {
			return v
		}
		v := f(k)
		m[k] = v
		return v
	}
}

// C is the component.
//
//sig:component name=memo-in-instance scope=tenant
type C struct {
	sig.Instance

	upper func(string) string
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	c.upper = memo(strings.ToUpper)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Upper(ctx context.Context, p P) (R, error) { return R{V: c.upper(p.V)}, nil }

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
