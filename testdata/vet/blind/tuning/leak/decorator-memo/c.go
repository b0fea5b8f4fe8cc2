// Package decoratormemo: a generic memoise decorator.
//
// Verdict: leak.
// Why: Memo's map is captured by the function in the package variable.
package decoratormemo

import (
	"context"
	"sync"
	"time"

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
		m[k] = v // want leak
		return v
	}
}

var stamp = memo(func(key string) time.Time { return time.Now() })

// C is the component.
//
//sig:component name=decorator-memo scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) FirstSeen(ctx context.Context, p P) (R, error) {
	return R{V: stamp(p.K).Format(time.RFC3339Nano)}, nil
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
