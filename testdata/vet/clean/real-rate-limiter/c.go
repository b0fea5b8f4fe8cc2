// Package realratelimiter: a token bucket for each key of one tenant
package realratelimiter

import (
	"context"
	"errors"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type bucket struct {
	tokens float64
	at     time.Time
}

// C is the component.
//
//sig:component name=real-rate-limiter scope=tenant
type C struct {
	sig.Instance
	mu      sync.Mutex
	buckets map[string]*bucket
}

const perSecond = 5.0

func (b *bucket) take(now time.Time) bool {
	b.tokens = min(perSecond, b.tokens+now.Sub(b.at).Seconds()*perSecond)
	b.at = now
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}

//sig:runnable desc="one call"
func (c *C) Allow(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.buckets == nil {
		c.buckets = make(map[string]*bucket)
	}
	b, ok := c.buckets[p.K]
	if !ok {
		b = &bucket{tokens: perSecond, at: time.Now()}
		c.buckets[p.K] = b
	}
	if !b.take(time.Now()) {
		return R{}, errors.New("slow down")
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
