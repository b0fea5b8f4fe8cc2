package reactive_test

import (
	"context"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// settle waits until the effects of earlier writes have run.
func settle(t *testing.T, d *reactive.Domain) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := d.Settled(ctx); err != nil {
		t.Fatal("effects do not settle:", err)
	}
}

// value reads a computed that must not fail.
func value[T any](t *testing.T, c *reactive.Computed[T]) T {
	t.Helper()
	v, err := c.Get()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func want[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// receive waits for a channel, but not for ever.
func receive[T any](t *testing.T, what string, ch <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-ch:
	case <-time.After(10 * time.Second):
		t.Fatal("nothing came: ", what)
	}
	return v
}

// within fails when f does not return.
func within(t *testing.T, what string, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	receive(t, what, done)
}
