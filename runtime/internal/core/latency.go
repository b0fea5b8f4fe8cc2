package core

import (
	"math/bits"
	"sync/atomic"
	"time"
)

// Latency is how long the calls took that were measured: those made while somebody observed calls,
// with WithLatency, and those that a limit or a bound on the process held. Durations are nanoseconds in JSON.
type Latency struct {
	Measured int64         `json:"measured"` // how many calls
	Mean     time.Duration `json:"mean"`
	Max      time.Duration `json:"max"`
}

// Quantiles is Latency with quantiles. They come from a histogram whose buckets are an eighth of
// their own power of two wide, so each is at most an eighth too large.
type Quantiles struct {
	Latency
	P50 time.Duration `json:"p50"`
	P90 time.Duration `json:"p90"`
	P99 time.Duration `json:"p99"`
}

// measured is how long calls took.
type measured struct{ calls, total, longest atomic.Int64 }

func (m *measured) add(took time.Duration) {
	m.calls.Add(1)
	m.total.Add(int64(took))
	for {
		old := m.longest.Load()
		if int64(took) <= old || m.longest.CompareAndSwap(old, int64(took)) {
			return
		}
	}
}

func (m *measured) latency() (l Latency) {
	if l.Measured = m.calls.Load(); l.Measured > 0 {
		l.Mean = time.Duration(m.total.Load() / l.Measured)
		l.Max = time.Duration(m.longest.Load())
	}
	return l
}

// measure counts a call in that was measured: for the instance, and for its component, which has
// the histogram: there are as many of those as the source has components.
func (b *Mounted) measure(took time.Duration) {
	r := b.rare.Load()
	if r == nil {
		b.mu.Lock()
		r = b.rarely()
		b.mu.Unlock()
	}
	r.took.add(took)
	c := b.inst.component
	h := c.took.Load()
	if h == nil {
		c.took.CompareAndSwap(nil, new(histogram))
		h = c.took.Load()
	}
	h.add(took)
}

const (
	histogramSub  = 3  // bits below the leading one that tell buckets apart
	histogramTop  = 42 // powers of two of nanoseconds: an hour and more is one bucket
	histogramSize = (histogramTop - histogramSub + 1) << histogramSub
)

// A histogram is log-linear: every power of two has 8 buckets of the same width, as in
// HdrHistogram (Gil Tene, https://hdrhistogram.org), so that an addition is a shift and an add.
type histogram struct {
	measured
	buckets [histogramSize]atomic.Int64
}

// bucketOf is the bucket of a duration; those below 8 ns have one each.
func bucketOf(d time.Duration) int {
	n := uint64(max(d, 0))
	if n < 1<<histogramSub {
		return int(n)
	}
	top := bits.Len64(n) - 1
	if top >= histogramTop {
		return histogramSize - 1
	}
	shift := top - histogramSub
	return shift<<histogramSub + int(n>>shift)
}

// bucketEnd is the longest duration in a bucket.
func bucketEnd(b int) time.Duration {
	if b < 1<<histogramSub {
		return time.Duration(b)
	}
	shift := b>>histogramSub - 1
	return time.Duration((uint64(b&(1<<histogramSub-1))+1<<histogramSub+1)<<shift - 1)
}

func (h *histogram) add(took time.Duration) {
	h.buckets[bucketOf(took)].Add(1)
	h.measured.add(took)
}

// quantiles adds up while others go on adding.
func (h *histogram) quantiles() Quantiles {
	if h == nil {
		return Quantiles{}
	}
	q := Quantiles{Latency: h.latency()}
	var counts [histogramSize]int64
	var all int64
	for n := range h.buckets {
		counts[n] = h.buckets[n].Load()
		all += counts[n]
	}
	if all == 0 {
		return q
	}
	at := func(percent int64) time.Duration {
		rank := (all*percent + 99) / 100
		for n, c := range counts {
			if rank -= c; rank <= 0 {
				return min(bucketEnd(n), max(q.Max, 0))
			}
		}
		return q.Max
	}
	q.P50, q.P90, q.P99 = at(50), at(90), at(99)
	return q
}
