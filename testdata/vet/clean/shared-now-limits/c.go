// Package sharednowlimits: a token bucket for each key of each tenant, which asks for the time
package sharednowlimits

import (
	"context"
	"math"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Ask is for a slot.
type Ask struct {
	Key string `json:"key"`
}

// Answer says.
type Answer struct {
	OK    bool          `json:"ok"`
	Retry time.Duration `json:"retry"`
}

type bucket struct {
	tokens float64
	last   time.Time
}

func (b *bucket) take(now time.Time, rate, burst float64) (bool, time.Duration) {
	b.tokens = math.Min(burst, b.tokens+now.Sub(b.last).Seconds()*rate)
	b.last = now
	if b.tokens < 1 {
		return false, time.Duration((1 - b.tokens) / rate * float64(time.Second))
	}
	b.tokens--
	return true, 0
}

type buckets struct {
	mu sync.Mutex
	m  map[string]*bucket
}

// Limiter is the component.
//
//sig:component name=shared-now-limits scope=shared
type Limiter struct {
	sig.Instance
	Rate  float64 `sig:"prop,default=10"`
	Burst float64 `sig:"prop,default=20"`
	state sig.PerTenant[buckets]
}

//sig:runnable desc="one call"
func (l *Limiter) Take(ctx context.Context, a Ask) (Answer, error) {
	bs, err := l.state.Get(ctx)
	if err != nil {
		return Answer{}, err
	}
	bs.mu.Lock()
	defer bs.mu.Unlock()
	if bs.m == nil {
		bs.m = make(map[string]*bucket)
	}
	b, ok := bs.m[a.Key]
	if !ok {
		b = &bucket{tokens: l.Burst, last: l.Now()}
		bs.m[a.Key] = b
	}
	ok, wait := b.take(l.Now(), l.Rate, l.Burst)
	return Answer{ok, wait}, nil
}
