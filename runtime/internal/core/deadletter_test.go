package core

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// deliveryKernel has acme and globex, whose greeters publish orders and hear them as d says.
func deliveryKernel(t *testing.T, d Delivery, hear func(ctx context.Context, data string) error) *Kernel {
	return booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, nil, func(s *FactorySpec) {
		s.Events = []EventSpec{{Topic: "orders.placed", Type: "core.order", Encode: func(dst []byte, p any) ([]byte, bool, error) {
			text, ok := p.(string)
			return append(dst, text...), ok, nil
		}}}
		s.Subs = []SubSpec{SubSpec{Topic: "orders.*", Type: "core.order", Method: "on", Deliver: func(_ Body, ctx context.Context, data []byte) error {
			return hear(ctx, string(data))
		}}.With(d)}
	})}, "g acme-g acme", "g globex-g globex")
}

func order(ctx context.Context, k *Kernel, instance, text string) error {
	return k.publish(ctx, k.exact.get(instance).live.Load(), "orders.placed", text)
}

// stuck is a subscriber that takes an event when it is told to.
func stuck(gate chan struct{}, heard *[]string) func(ctx context.Context, data string) error {
	return func(ctx context.Context, data string) error {
		select {
		case <-gate:
			*heard = append(*heard, data)
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func TestAFullQueueThatBlocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan struct{})
		var heard []string
		k := deliveryKernel(t, Delivery{Overflow: OverflowBlock, Queue: 1}, stuck(gate, &heard))
		ctx := context.Background()
		for _, text := range []string{"first", "second"} { // one is being delivered, one waits
			if err := order(ctx, k, "acme-g", text); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		short, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		err := order(short, k, "acme-g", "never")
		if wantErr(t, "a publisher whose time is over", err, ErrBusy); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v does not say that the time was over", err)
		}
		done := make(chan error, 1)
		go func() { done <- order(ctx, k, "acme-g", "third") }()
		synctest.Wait()
		select {
		case err := <-done:
			t.Fatalf("published into a full queue: %v", err)
		default:
		}
		for range 3 {
			gate <- struct{}{}
			synctest.Wait()
		}
		if err := <-done; err != nil || len(heard) != 3 || heard[2] != "third" {
			t.Errorf("%v, heard %q", err, heard)
		}
		if l := k.DeadLetters("acme"); len(l) != 0 {
			t.Errorf("dead letters %+v", l)
		}
	})
}

func TestAFullQueueThatDropsTheOldest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan struct{})
		var heard []string
		k := deliveryKernel(t, Delivery{Overflow: OverflowDropOldest, Queue: 2}, stuck(gate, &heard))
		for _, text := range []string{"1", "2", "3", "4"} {
			if err := order(context.Background(), k, "acme-g", text); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		close(gate)
		synctest.Wait()
		l := k.DeadLetters("acme")
		if len(l) != 1 || string(l[0].Payload) != "2" || l[0].Reason != "newer events needed its place in the queue" {
			t.Errorf("dead letters %+v, want that of 2", l)
		}
		if len(heard) != 3 || heard[1] != "3" || heard[2] != "4" {
			t.Errorf("heard %q", heard)
		}
		if c := k.exact.get("acme-g").live.Load().eventCounts(); c.Dropped != 1 || c.Delivered != 3 || c.Waiting != 0 {
			t.Errorf("%+v", c)
		}
	})
}

// A dead letter says why, is its tenant's alone, and can be delivered again.
func TestDeadLetters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := true
		var heard []string
		k := deliveryKernel(t, Delivery{Attempts: 3}, func(_ context.Context, data string) error {
			if broken {
				return errors.New("no ink")
			}
			heard = append(heard, data)
			return nil
		})
		ctx := context.Background()
		for _, text := range []string{"a", "b"} {
			if err := order(ctx, k, "acme-g", text); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(time.Second)
		l := k.DeadLetters("acme")
		if len(l) != 2 || l[0].Attempts != 3 || l[0].Reason != "no ink" || l[0].Tenant != "acme" || l[0].Subscriber != "acme-g" || string(l[0].Payload) != "a" {
			t.Fatalf("dead letters %+v", l)
		}
		for _, other := range []string{"globex", "", "nobody"} {
			if got := k.DeadLetters(other); len(got) != 0 {
				t.Errorf("%q sees %+v", other, got)
			}
			wantErr(t, other+" replays it", k.ReplayDeadLetter(ctx, other, l[0].ID), ErrNotFound)
			wantErr(t, other+" discards it", k.DiscardDeadLetter(other, l[0].ID), ErrNotFound)
		}
		broken = false
		if err := k.ReplayDeadLetter(ctx, "acme", l[1].ID); err != nil {
			t.Error(err)
		}
		synctest.Wait()
		if len(heard) != 1 || heard[0] != "b" {
			t.Errorf("heard %q", heard)
		}
		wantErr(t, "a letter that was replayed", k.ReplayDeadLetter(ctx, "acme", l[1].ID), ErrNotFound)
		if err := k.DiscardDeadLetter("acme", l[0].ID); err != nil || len(k.DeadLetters("acme")) != 0 {
			t.Errorf("%v, left %+v", err, k.DeadLetters("acme"))
		}
	})
}

// A letter whose replay nobody took stays where it was, the oldest first.
func TestAReplayThatNobodyTakesKeepsTheLetter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := deliveryKernel(t, Delivery{Attempts: 1}, func(context.Context, string) error { return errors.New("no ink") })
		ctx := context.Background()
		for _, text := range []string{"a", "b"} {
			if err := order(ctx, k, "acme-g", text); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		l := k.DeadLetters("acme")
		if len(l) != 2 {
			t.Fatalf("dead letters %+v", l)
		}
		b := k.exact.get("acme-g").live.Load()
		was := b.phase.Load()
		b.phase.Store(phaseGone) // it leaves between the look-up and the queue
		wantErr(t, "a subscriber that leaves", k.ReplayDeadLetter(ctx, "acme", l[0].ID), ErrNotFound)
		b.phase.Store(was)
		b.rare.Load().queues[0].spec = &SubSpec{Topic: "orders.*", Type: "core.other", Method: "on", Deliver: func(Body, context.Context, []byte) error {
			t.Error("delivered as an event of another type")
			return nil
		}}
		wantErr(t, "a subscriber of another type", k.ReplayDeadLetter(ctx, "acme", l[0].ID), ErrNotFound)
		synctest.Wait()
		if got := k.DeadLetters("acme"); len(got) != 2 || got[0].ID != l[0].ID || got[1].ID != l[1].ID {
			t.Errorf("left %+v", got)
		}
	})
}
