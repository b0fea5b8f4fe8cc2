// Package tokenbucket: a rate limit by key with idle eviction
package tokenbucket

import (
	"context"
	"maps"
	"strconv"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type bucket struct {
	tokens float64
	seen   time.Time
}

type limiter struct {
	mu      sync.Mutex
	rate    float64
	burst   float64
	buckets map[string]*bucket
	now     func() time.Time
}

func newLimiter(rate, burst float64) *limiter {
	return &limiter{rate: rate, burst: burst, buckets: map[string]*bucket{}, now: time.Now}
}

func (l *limiter) allow(key string) (bool, time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	b, ok := l.buckets[key]
	if !ok {
		b = &bucket{tokens: l.burst, seen: now}
		l.buckets[key] = b
	}
	b.tokens = min(l.burst, b.tokens+now.Sub(b.seen).Seconds()*l.rate)
	b.seen = now
	if b.tokens < 1 {
		return false, time.Duration((1 - b.tokens) / l.rate * float64(time.Second))
	}
	b.tokens--
	return true, 0
}

func (l *limiter) evict(idle time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	maps.DeleteFunc(l.buckets, func(_ string, b *bucket) bool { return l.now().Sub(b.seen) > idle })
}

// C is the component.
//
//sig:component name=token-bucket scope=tenant
type C struct {
	sig.Instance
	limit *limiter
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.limit = newLimiter(10, 20)
	c.Every(time.Minute, func(ctx context.Context) error {
		c.limit.evict(10 * time.Minute)
		return nil
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Allow(ctx context.Context, p P) (R, error) {
	ok, wait := c.limit.allow(p.K)
	return R{V: strconv.FormatBool(ok), N: int(wait.Milliseconds())}, nil
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
