package main

import (
	"bytes"
	"context"
	"math"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/internal/bars"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/barbench/fixture"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

const calls = 100_000

var params = fixture.QueryParams{Table: "orders", Limit: 25}

func targetOf(n int) string { return "t" + strconv.Itoa(n) }

// kernelOf makes a booted kernel with one instance for each of n targets.
func kernelOf(n int) *sig.Kernel {
	k := sig.New()
	must(k.Discover(fixture.DBFactory))
	for i := range n {
		_, err := fixture.InstantiateDB(k, "db-"+targetOf(i), fixture.DBProps{Target: targetOf(i)})
		must(err)
	}
	must(k.Boot(context.Background()))
	return k
}

var (
	one      = sync.OnceValue(func() *sig.Kernel { return kernelOf(1) })
	thousand = sync.OnceValue(func() *sig.Kernel { return kernelOf(1000) })
)

// inside is a context in which the tenant's instance is the caller.
func inside(k *sig.Kernel, n int) context.Context {
	ctx, ok := core.As(context.Background(), k, "db-"+targetOf(n))
	if !ok {
		panic("no such instance")
	}
	return ctx
}

func call(c fixture.DBClient, ctx context.Context) {
	if r, err := c.Query(ctx, params); err != nil || r.Rows != 25 {
		panic(err)
	}
}

func typedCall(rounds int) (figure, floor float64) {
	c, ctx := fixture.NewDBClient(one()).Target("t0"), inside(one(), 0)
	figure = bars.Median(rounds, func() float64 { return each(calls, func(int) { call(c, ctx) }) })
	s := &sketch{impl: &fixture.DB{}}
	return figure, bars.Median(rounds, func() float64 {
		return each(calls, func(int) {
			if r, err := s.query(ctx, params); err != nil || r.Rows != 25 {
				panic(err)
			}
		})
	})
}

// A sketch is what a call cannot do without: an in-flight count that a drain sees, a
// look at the generation, an interface call, and a recover.
type sketch struct {
	flight, generation atomic.Uint64
	impl               interface {
		Query(context.Context, fixture.QueryParams) (fixture.QueryResult, error)
	}
}

//go:noinline
func (s *sketch) query(ctx context.Context, p fixture.QueryParams) (r fixture.QueryResult, err error) {
	s.flight.Add(1)
	defer func() {
		if v := recover(); v != nil {
			err = context.Canceled
		}
		s.flight.Add(math.MaxUint64)
	}()
	if s.generation.Load() != 0 {
		return r, context.Canceled
	}
	return s.impl.Query(ctx, p)
}

func typedAllocs(int) (figure, floor float64) {
	c, ctx := fixture.NewDBClient(one()).Target("t0"), inside(one(), 0)
	return testing.AllocsPerRun(1000, func() { call(c, ctx) }), 0
}

func twoCores(rounds int) (figure, floor float64) {
	ctx := inside(one(), 0)
	per := func(cores int) float64 {
		took := make([]float64, cores)
		var wg sync.WaitGroup
		for n := range cores {
			wg.Go(func() {
				c := fixture.NewDBClient(one()).Target("t0")
				call(c, ctx)
				took[n] = each(calls, func(int) { call(c, ctx) })
			})
		}
		wg.Wait()
		sum := 0.0
		for _, t := range took {
			sum += t
		}
		return sum / float64(cores)
	}
	return bars.Median(rounds, func() float64 { return per(min(2, runtime.NumCPU())) / per(1) }), 0
}

func firstEntry(rounds int) (figure, floor float64) {
	c, ctx := fixture.NewDBClient(one()).Target("t0"), context.Background()
	return bars.Median(rounds, func() float64 { return each(calls, func(int) { call(c, ctx) }) }), 0
}

func firstEntryAllocs(int) (figure, floor float64) {
	c, ctx := fixture.NewDBClient(one()).Target("t0"), context.Background()
	return testing.AllocsPerRun(1000, func() { call(c, ctx) }), 0
}

func within(c fixture.DBClient, ctx context.Context) {
	if r, err := c.Within(ctx, params); err != nil || r.Rows != 25 {
		panic(err)
	}
}

func timeoutEntry(rounds int) (figure, floor float64) {
	c, ctx := fixture.NewDBClient(one()).Target("t0"), context.Background()
	figure = bars.Median(rounds, func() float64 { return each(calls, func(int) { within(c, ctx) }) })
	return figure, bars.Median(rounds, func() float64 {
		return each(calls, func(int) {
			_, cancel := context.WithTimeout(ctx, 5*time.Second)
			cancel()
		})
	})
}

func timeoutAllocs(int) (figure, floor float64) {
	c, ctx := fixture.NewDBClient(one()).Target("t0"), context.Background()
	return testing.AllocsPerRun(1000, func() { within(c, ctx) }), 0
}

func routeThousand(rounds int) (figure, floor float64) {
	k := thousand()
	names := make([]string, 1024)
	plain := map[[2]string]int{}
	for i := range names {
		names[i] = targetOf(i * 7919 % 1000)
		plain[[2]string{"bench-db.query", names[i]}] = i + 1
	}
	figure = bars.Median(rounds, func() float64 {
		return each(calls, func(i int) {
			if !core.Routed(k, "bench-db.query", names[i&1023]) {
				panic("not found")
			}
		})
	})
	var mu sync.RWMutex
	return figure, bars.Median(rounds, func() float64 {
		return each(calls, func(i int) {
			mu.RLock()
			found := plain[[2]string{"bench-db.query", names[i&1023]}]
			mu.RUnlock()
			if found == 0 {
				panic("not found")
			}
		})
	})
}

var orders = []byte(`{"table":"orders","limit":25,"target":"acme"}`)

func decode(rounds int) (figure, floor float64) {
	figure = bars.Median(rounds, func() float64 {
		return each(calls, func(int) {
			if p, err := fixture.DecodeQuery(orders); err != nil || p.Limit != 25 {
				panic(err)
			}
		})
	})
	return figure, bars.Median(rounds, func() float64 {
		return each(calls, func(int) {
			if p := byHand(orders); p.Limit != 25 {
				panic("wrong")
			}
		})
	})
}

// byHand decodes what has no spaces and no escapes, and checks little.
func byHand(in []byte) (p fixture.QueryParams) {
	in = in[1:]
	for len(in) > 1 {
		end := bytes.IndexByte(in[1:], '"') + 1
		key := in[1:end]
		in = in[end+2:]
		stop := bytes.IndexByte(in, ',')
		if stop < 0 {
			stop = len(in) - 1
		}
		switch value := in[:stop]; string(key) {
		case "table":
			p.Table = string(value[1 : len(value)-1])
		case "limit":
			for _, c := range value {
				p.Limit = p.Limit*10 + int(c-'0')
			}
		}
		in = in[stop+1:]
	}
	return p
}

func decodeAllocs(int) (figure, floor float64) {
	return testing.AllocsPerRun(1000, func() { _, _ = fixture.DecodeQuery(orders) }), 1
}

func encode(rounds int) (figure, floor float64) {
	r := &fixture.QueryResult{Table: "orders", Rows: 25}
	dst := make([]byte, 0, 128)
	figure = bars.Median(rounds, func() float64 {
		return each(calls, func(int) {
			if out, err := fixture.AppendResult(dst[:0], r); err != nil || len(out) == 0 {
				panic(err)
			}
		})
	})
	return figure, bars.Median(rounds, func() float64 {
		return each(calls, func(int) {
			if out := appendByHand(dst[:0], r); len(out) == 0 {
				panic("empty")
			}
		})
	})
}

func appendByHand(dst []byte, r *fixture.QueryResult) []byte {
	dst = append(dst, `{"table":`...)
	dst = strconv.AppendQuote(dst, r.Table)
	dst = append(dst, `,"rows":`...)
	dst = strconv.AppendInt(dst, int64(r.Rows), 10)
	return append(dst, '}')
}

func bodies() [][]byte {
	all := make([][]byte, 1024)
	for i := range all {
		all[i] = []byte(`{"table":"orders","limit":25,"target":"` + targetOf(i*7919%1000) + `"}`)
	}
	return all
}

func bytesCall(rounds int) (figure, floor float64) {
	bus, ins := thousand().Bus(), bodies()
	ctx, mu, plain := context.Background(), sync.RWMutex{}, map[[2]string]*fixture.DB{}
	for i := range 1000 {
		plain[[2]string{"bench-db.query", targetOf(i)}] = &fixture.DB{}
	}
	both := bars.Beside(rounds, func() float64 {
		return each(calls, func(i int) {
			if _, err := bus.InvokeJSON(ctx, "bench-db.query", ins[i&1023]); err != nil {
				panic(err)
			}
		})
	}, func() float64 {
		return each(calls, func(i int) {
			in := ins[i&1023]
			target := in[bytes.LastIndexByte(in, ':')+2 : len(in)-2] // it comes last
			mu.RLock()
			db := plain[[2]string{"bench-db.query", string(target)}]
			mu.RUnlock()
			r, err := db.Query(ctx, byHand(in))
			if err != nil {
				panic(err)
			}
			if out := appendByHand(make([]byte, 0, 64), &r); len(out) == 0 {
				panic("empty")
			}
		})
	})
	return both[0], both[1]
}

func bytesAllocs(int) (figure, floor float64) {
	bus, ins, i := thousand().Bus(), bodies(), 0
	return testing.AllocsPerRun(1000, func() {
		i++
		_, _ = bus.InvokeJSON(context.Background(), "bench-db.query", ins[i&1023])
	}), 0
}
