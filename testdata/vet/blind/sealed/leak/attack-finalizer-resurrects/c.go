// Package attackfinalizerresurrects: a finalizer puts the dead value on a package list.
//
// Verdict: leak.
// Why: runtime.SetFinalizer runs after the call and publishes the tenant's buffer.
package attackfinalizerresurrects

import (
	"context"
	"runtime"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type buffer struct{ b []byte }

var (
	graveMu sync.Mutex
	grave   []*buffer
)

func bury(b *buffer) {
	graveMu.Lock()
	defer graveMu.Unlock()
	grave = append(grave, b)
}

// C is the component.
//
//sig:component name=attack-finalizer-resurrects scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Use(ctx context.Context, p P) (R, error) {
	b := &buffer{b: []byte(p.V)}
	runtime.SetFinalizer(b, bury) // want leak
	graveMu.Lock()
	defer graveMu.Unlock()
	if len(grave) > 0 {
		return R{V: string(grave[0].b), N: len(b.b)}, nil
	}
	return R{}, nil
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
