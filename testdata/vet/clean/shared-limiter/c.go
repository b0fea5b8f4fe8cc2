// Package sharedlimiter: a rate limit that keeps a bucket of each caller
package sharedlimiter

import (
	"context"
	"fmt"
	"sort"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type window struct {
	mu    sync.Mutex
	times []time.Time
}

func (w *window) take(now time.Time, n int, per time.Duration) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := sort.Search(len(w.times), func(i int) bool { return now.Sub(w.times[i]) < per })
	w.times = append(w.times[:0], w.times[i:]...)
	if len(w.times) >= n {
		return false
	}
	w.times = append(w.times, now)
	return true
}

// C is the component.
//
//sig:component name=shared-limiter scope=shared
type C struct {
	sig.Instance
	Max     int `sig:"prop,default=60"`
	windows sig.PerTenant[window]
}

//sig:runnable desc="one call"
func (c *C) Take(ctx context.Context, p P) (R, error) {
	w, err := c.windows.Get(ctx)
	if err != nil {
		return R{}, fmt.Errorf("limit: %w", err)
	}
	if !w.take(time.Now(), c.Max, time.Minute) {
		return R{V: "slow down"}, nil
	}
	return R{V: "ok"}, nil
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
