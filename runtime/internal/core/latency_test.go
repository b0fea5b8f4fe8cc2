package core

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// Every duration is in a bucket that ends at it or less than an eighth above, and buckets follow one another.
func TestHistogramBuckets(t *testing.T) {
	for n := range histogramSize - 1 {
		end := bucketEnd(n)
		if bucketOf(end) != n || bucketOf(end+1) != n+1 {
			t.Fatalf("bucket %d ends at %d, which is in %d, and the next in %d", n, end, bucketOf(end), bucketOf(end+1))
		}
	}
	for range 10_000 {
		d := time.Duration(rand.Int64N(1 << rand.IntN(histogramTop)))
		if end := bucketEnd(bucketOf(d)); end < d || end > d+d/8 {
			t.Fatalf("%d is in a bucket that ends at %d", d, end)
		}
	}
	if bucketOf(-1) != 0 || bucketOf(1<<62) != histogramSize-1 {
		t.Error("what is out of range is not in the outermost buckets")
	}
}

func TestQuantiles(t *testing.T) {
	var h *histogram
	if q := h.quantiles(); q != (Quantiles{}) {
		t.Errorf("of none: %+v", q)
	}
	h = new(histogram)
	var all []time.Duration
	for range 5000 {
		d := time.Duration(rand.ExpFloat64() * float64(time.Millisecond))
		all = append(all, d)
		h.add(d)
	}
	slices.Sort(all)
	q := h.quantiles()
	for _, c := range []struct{ got, exact time.Duration }{{q.P50, all[2499]}, {q.P90, all[4499]}, {q.P99, all[4949]}} {
		if c.got < c.exact || c.got > c.exact+c.exact/8 {
			t.Errorf("%v, exactly %v", c.got, c.exact)
		}
	}
	if q.Max != all[4999] || q.Measured != 5000 {
		t.Errorf("%+v, longest %v", q, all[4999])
	}
}

// Calls are measured with WithLatency and with an observer of calls, and not without.
func TestStatusHasLatency(t *testing.T) {
	for what, c := range map[string]struct {
		opts []Option
		want int64
	}{
		"nobody asks": {nil, 0}, "WithLatency": {[]Option{WithLatency()}, 3}, "an observer of calls": {[]Option{WithObserver(new(recorder))}, 3},
		"an observer of events": {[]Option{WithObserver(new(counting))}, 0},
	} {
		k := booted(t, c.opts, []Factory{observedGreeters(), greeterFactory("other", ScopeTenant, nil)}, "g acme-g acme", "g globex-g globex")
		for _, name := range []string{"x", "fail", "x"} {
			_, _ = k.Bus().Invoke(t.Context(), "acme-g.greet", Params{"name": name})
		}
		s := k.Status()
		mine := s.Instances[0]
		if mine.Calls != 3 || mine.Errors != 1 || mine.InFlight != 0 || mine.Latency.Measured != c.want || s.Instances[1].Latency.Measured != 0 {
			t.Errorf("%s: %+v", what, s.Instances)
		}
		if (mine.Latency.Mean > 0) != (c.want > 0) || mine.Latency.Max < mine.Latency.Mean {
			t.Errorf("%s: %+v", what, mine.Latency)
		}
		if len(s.Components) != 2 || s.Components[0].Name != "g" || s.Components[0].Instances != 2 || s.Components[0].Latency.Measured != c.want || s.Components[1].Latency.Measured != 0 {
			t.Errorf("%s: %+v", what, s.Components)
		}
		if q := s.Components[0].Latency; q.P50 > q.P90 || q.P90 > q.P99 || q.P99 > q.Max || (q.P50 > 0) != (c.want > 0) {
			t.Errorf("%s: %+v", what, q)
		}
	}
}

func TestErrorClass(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, ""}, {errors.New("x"), "failed"}, {ErrNotFound, "not_found"}, {ErrInstanceGone, "instance_gone"}, {ErrLimited, "limited"},
		{fmt.Errorf("a: %w", fmt.Errorf("b: %w", ErrBusy)), "busy"}, {context.Canceled, "canceled"}, {context.DeadlineExceeded, "timeout"},
		{errors.Join(errors.New("x"), ErrPanic), "panic"}, {&Error{Code: CodeFailed, Cause: ErrInvalid}, "invalid"},
		{&Error{Code: CodeFailed, Cause: errors.New("x")}, "failed"}, {&Error{}, "failed"}, {&Error{Code: CodeTimeout, Cause: context.Canceled}, "timeout"}, {&Error{Code: 99}, "failed"},
	} {
		if got := ErrorClass(c.err); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
	seen := map[string]bool{}
	for c := CodeNotFound; c <= canceled; c++ {
		if name := c.class(); name == "" || seen[name] {
			t.Errorf("code %d has the class %q", c, name)
		} else {
			seen[name] = true
		}
	}
	err := fmt.Errorf("a: %w", &Error{Code: CodeFailed, Cause: errors.New("x")})
	if n := testing.AllocsPerRun(100, func() { classOf(err) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// What a limit prints is what it is read from.
func TestLimitText(t *testing.T) {
	for _, text := range []string{"", "100/s", "5/m,burst=2", "7/h,result=12B", "concurrency=8,queue=32", "deadline=1.5s", "1/s,burst=1,concurrency=1,queue=1,deadline=1ms,result=1MiB"} {
		var l Limit
		if text != "" {
			var err error
			if l, err = ParseLimit(text, Limit{}); err != nil {
				t.Fatal(err)
			}
		}
		if got := l.String(); got != text {
			t.Errorf("%q prints %q", text, got)
		}
	}
}
