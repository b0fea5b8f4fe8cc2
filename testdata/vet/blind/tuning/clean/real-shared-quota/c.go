// Package realsharedquota: a shared quota service keeps a window per tenant.
//
// Verdict: proved.
package realsharedquota

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// window counts uses in a sliding window.
type window struct {
	mu    sync.Mutex
	used  map[string][]time.Time
	total int
}

func (w *window) take(what string, now time.Time, span time.Duration, max int) (left int, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.used == nil {
		w.used = make(map[string][]time.Time)
	}
	recent := slices.DeleteFunc(w.used[what], func(t time.Time) bool { return now.Sub(t) > span })
	if len(recent) >= max {
		w.used[what] = recent
		return 0, false
	}
	w.used[what] = append(recent, now)
	w.total++
	return max - len(recent) - 1, true
}

// limits are how often what may be used in a minute.
var limits = map[string]int{"mail": 10, "export": 2, "search": 100}

// Use is one use.
type Use struct {
	What string `json:"what" sig:"enum=mail|export|search"`
}

// Left is what is left.
type Left struct {
	Left int `json:"left"`
}

// Usage is how much was used in all.
type Usage struct {
	Total int `json:"total"`
}

// Quota limits what tenants use.
//
//sig:component name=real-shared-quota scope=shared
type Quota struct {
	sig.Instance

	Seconds int `sig:"prop,default=60"`

	windows sig.PerTenant[window]
}

// Take uses something once.
//
//sig:runnable desc="Use something once"
func (q *Quota) Take(ctx context.Context, u Use) (Left, error) {
	w, err := q.windows.Get(ctx)
	if err != nil {
		return Left{}, err
	}
	max, ok := limits[u.What]
	if !ok {
		return Left{}, fmt.Errorf("%q: %w", u.What, sig.ErrInvalid)
	}
	left, ok := w.take(u.What, time.Now(), time.Duration(q.Seconds)*time.Second, max)
	if !ok {
		return Left{}, fmt.Errorf("%s: %w", u.What, sig.ErrLimited)
	}
	return Left{Left: left}, nil
}

// Usage tells how much the caller used.
//
//sig:runnable desc="How much was used"
func (q *Quota) Usage(ctx context.Context) (Usage, error) {
	w, err := q.windows.Get(ctx)
	if err != nil {
		return Usage{}, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return Usage{Total: w.total}, nil
}
