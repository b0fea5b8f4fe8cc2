package core

import (
	"context"
	"strconv"
	"testing"
)

func benchKernel(b *testing.B, tenants int) *Kernel {
	b.Helper()
	k := New()
	f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) { return name, nil }
	})
	if err := k.Discover(f); err != nil {
		b.Fatal(err)
	}
	for n := range tenants {
		t := "t" + strconv.Itoa(n)
		if _, err := k.Instantiate("g", "g-"+t, Props{"target": t}); err != nil {
			b.Fatal(err)
		}
	}
	if err := k.Boot(context.Background()); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = k.Shutdown(context.Background()) })
	return k
}

// A typed client, its handle held, the tenant's caller in ctx already.
func BenchmarkCallTyped(b *testing.B) {
	k := benchKernel(b, 1)
	ctx := k.exact.get("g-t0").live.Load().ctx()
	ctx = withCaller(ctx, callerOf(ctx))
	ctx = whoIs(ctx).inside(ctx, nil)
	b.Run("serial", func(b *testing.B) {
		c := HostClient[greetAPI](k, greetContract, "t0")
		b.ReportAllocs()
		for b.Loop() {
			if _, err := greet(c, ctx, "x"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("parallel", func(b *testing.B) {
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			c := HostClient[greetAPI](k, greetContract, "t0")
			for pb.Next() {
				if _, err := greet(c, ctx, "x"); err != nil {
					b.Error(err)
				}
			}
		})
	})
	b.Run("first-entry", func(b *testing.B) {
		c := HostClient[greetAPI](k, greetContract, "t0")
		ctx := context.Background()
		b.ReportAllocs()
		for b.Loop() {
			if _, err := greet(c, ctx, "x"); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// Bytes in, bytes out, by name and target.
func BenchmarkInvokeJSON(b *testing.B) {
	k := benchKernel(b, 1000)
	ins := make([][]byte, 1000)
	for n := range ins {
		ins[n] = []byte(`{"name":"bob","target":"t` + strconv.Itoa(n) + `"}`)
	}
	bus, ctx := k.Bus(), context.Background()
	dst := make([]byte, 0, 64)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		if _, err := bus.AppendJSON(ctx, "greet.greet", ins[n%1000], dst[:0]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRoute(b *testing.B) {
	k := benchKernel(b, 1000)
	names := make([]string, 1000)
	for n := range names {
		names[n] = "t" + strconv.Itoa(n)
	}
	ctx := context.Background()
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		var f found
		w := whoIs(ctx)
		if err := k.find(ctx, &w, "greet.greet", names[n%1000], true, &f); err != nil {
			b.Fatal(err)
		}
		f.b.leave(&f.b.first)
	}
}
