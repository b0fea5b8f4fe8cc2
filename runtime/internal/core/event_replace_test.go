package core

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
)

// hearer makes greeters that publish orders, and hear them as hear does.
func hearer(component string, d Delivery, hear func(ctx context.Context, data string) error) Factory {
	return greeterFactory(component, ScopeTenant, nil, func(s *FactorySpec) {
		s.Events = []EventSpec{{Topic: "orders.placed", Type: "core.order", Encode: func(dst []byte, p any) ([]byte, bool, error) {
			text, ok := p.(string)
			return append(dst, text...), ok, nil
		}}}
		s.Subs = []SubSpec{SubSpec{Topic: "orders.*", Type: "core.order", Method: "on", Deliver: func(_ Body, ctx context.Context, data []byte) error {
			return hear(ctx, string(data))
		}}.With(d)}
	})
}

// What waits goes on to the new body; what that has no room for becomes dead letters, as its directive has it.
func TestReplaceWithAShorterQueue(t *testing.T) {
	for _, c := range []struct {
		overflow Overflow
		dead     []string
	}{
		{OverflowRefuse, []string{"3", "4", "5"}},
		{OverflowBlock, []string{"3", "4", "5"}},
		{OverflowDropOldest, []string{"1", "2", "3"}},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx := context.Background()
			var heard []string
			deaf := func(ctx context.Context, _ string) error { <-ctx.Done(); return ctx.Err() }
			k := booted(t, nil, []Factory{
				hearer("v1", Delivery{}, deaf),
				hearer("v2", Delivery{Queue: 2, Overflow: c.overflow}, func(_ context.Context, data string) error { heard = append(heard, data); return nil }),
			}, "v1 acme-g acme")
			for n := range 6 { // the first is being delivered
				if err := order(ctx, k, "acme-g", strconv.Itoa(n)); err != nil {
					t.Fatal(err)
				}
				synctest.Wait()
			}
			if _, err := k.Replace(ctx, "acme-g", "v2", nil); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			var dead []string
			for _, l := range k.DeadLetters("acme") {
				dead = append(dead, string(l.Payload))
			}
			if !slices.Equal(dead, c.dead) {
				t.Errorf("overflow %d: dead letters %q, want %q", c.overflow, dead, c.dead)
			}
			want := slices.DeleteFunc([]string{"0", "1", "2", "3", "4", "5"}, func(s string) bool { return slices.Contains(c.dead, s) })
			if !slices.Equal(heard, want) { // the one that was being delivered too, and first
				t.Errorf("overflow %d: the new body heard %q, want %q", c.overflow, heard, want)
			}
		})
	}
}

// Every event is heard once and in order, however often its subscriber gets another body meanwhile.
func TestEventsAreHeardOnceAcrossReplacements(t *testing.T) {
	ctx := context.Background()
	var mu sync.Mutex
	var heard []string
	all := make(chan struct{})
	const events = 2000
	f := hearer("g", Delivery{Queue: events}, func(_ context.Context, data string) error {
		mu.Lock()
		defer mu.Unlock()
		if heard = append(heard, data); len(heard) == events {
			close(all)
		}
		return nil
	})
	k := booted(t, nil, []Factory{f, hearer("p", Delivery{Queue: events}, func(context.Context, string) error { return nil })}, "g acme-g acme", "p acme-p acme")
	published := make(chan struct{})
	go func() {
		defer close(published)
		for n := range events {
			if err := order(ctx, k, "acme-p", strconv.Itoa(n)); err != nil {
				t.Error(err)
			}
		}
	}()
	for over := false; !over; {
		select {
		case <-published:
			over = true
		default:
		}
		if _, err := k.Replace(ctx, "acme-g", "", nil); err != nil {
			t.Fatal(err)
		}
	}
	<-all
	mu.Lock()
	defer mu.Unlock()
	for n, got := range heard {
		if got != strconv.Itoa(n) {
			t.Fatalf("event %d is %s: one came twice, or out of order", n, got)
		}
	}
}
