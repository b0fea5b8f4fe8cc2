package attack

import (
	"context"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// What a copy where the tenant changes costs: params and result of four texts each.
func BenchmarkCrossing(b *testing.B) {
	w := newWorld(b)
	w.instantiate("suspect", "acme-peer", "acme")
	loot := victim.Loot{Text: "x", Bag: []string{"a", "b", "c", "d"}}
	b.Run("within", func(b *testing.B) {
		var s *victim.Suspect
		w.must("acme", func(_ context.Context, at *victim.Suspect) error { s = at; return nil })
		ctx, ok := core.As(context.Background(), w.Kernel, s.Name())
		if !ok {
			b.Fatal("no identity")
		}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := s.Peer.Echo(ctx, loot); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("across", func(b *testing.B) {
		c := victim.NewSuspectClient(w.Kernel).Target("acme")
		ctx, err := sig.ForTenant(context.Background(), "acme")
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := c.Echo(ctx, loot); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("across, nothing to copy", func(b *testing.B) {
		c := victim.NewSuspectClient(w.Kernel).Target("acme")
		b.ReportAllocs()
		for b.Loop() {
			if _, err := c.Mirror(context.Background(), victim.Spot{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
