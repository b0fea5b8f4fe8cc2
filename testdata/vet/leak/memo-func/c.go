// Package memofunc: a memoised function at package level
package memofunc

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

func memo(f func(string) string) func(string) string {
	var mu sync.Mutex
	cache := map[string]string{}
	return func(s string) string {
		mu.Lock()
		defer mu.Unlock()
		if v, ok := cache[s]; ok {
			return v
		}
		v := f(s)
		cache[s] = v
		return v
	}
}

var upper = memo(strings.ToUpper)

// C is the component.
//
//sig:component name=memo-func scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: upper(p.V)}, nil // want SIG702
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
