// Package realapiratelimiter: a rate limiter with buckets by API key.
//
// Verdict: leak.
// Why: The buckets are package state: a tenant that guesses a key uses up another tenant's budget,
// and Left tells how busy that key is.
package realapiratelimiter

import (
	"context"
	"math"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type bucket struct {
	tokens float64
	seen   time.Time
}

// limiter has a bucket for every key.
type limiter struct {
	sync.Mutex
	rate, burst float64
	buckets     map[string]*bucket
}

func newLimiter(rate, burst float64) *limiter {
	return &limiter{rate: rate, burst: burst, buckets: make(map[string]*bucket)}
}

func (l *limiter) take(key string, now time.Time, n float64) (left float64, ok bool) {
	l.Lock()
	defer l.Unlock()
	b, found := l.buckets[key]
	if !found {
		b = &bucket{tokens: l.burst, seen: now}
		l.buckets[key] = b // want leak
	}
	b.tokens = math.Min(l.burst, b.tokens+now.Sub(b.seen).Seconds()*l.rate) // want leak
	b.seen = now
	if b.tokens < n {
		return b.tokens, false
	}
	b.tokens -= n
	return b.tokens, true
}

var perKey = newLimiter(5, 20)

// Use is one use of an API key.
type Use struct {
	Key  string `json:"key" sig:"min=1"`
	Cost int    `json:"cost" sig:"min=0,max=20"`
}

// Left is what is left.
type Left struct {
	Tokens int  `json:"tokens"`
	OK     bool `json:"ok"`
}

// Gate limits the use of API keys.
//
//sig:component name=real-api-rate-limiter scope=tenant
type Gate struct {
	sig.Instance
}

// Check takes tokens.
//
//sig:runnable desc="Use an API key"
func (g *Gate) Check(ctx context.Context, u Use) (Left, error) {
	left, ok := perKey.take(u.Key, time.Now(), float64(u.Cost))
	if !ok {
		g.Log().Log(ctx, sig.LevelWarn, "limited", sig.Attr{Key: "key", Value: u.Key})
	}
	return Left{Tokens: int(left), OK: ok}, nil
}
