package main

import (
	"context"
	"iter"
	"testing"
	"testing/synctest"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

// TestHeld: an instance does not go while somebody iterates, and goes when the loop is left.
func TestHeld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {

		k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateCounter(k, "c", CounterProps{Target: "acme"})) }, CounterFactory)
		defer run.Done(k)
		removed := make(chan error, 1)
		for range NewNumbersClient(k).Target("acme").Forever(t.Context()) {
			go func() { removed <- k.Remove(context.Background(), "c") }()
			synctest.Wait()
			select {
			case err := <-removed:
				t.Errorf("removed under a stream: %v", err)
			default:
			}
			break
		}
		if err := <-removed; err != nil {
			t.Error(err)
		}
	})
}

// TestPull: a stream can be pulled, and stopping it ends the call.
func TestPull(t *testing.T) {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateCounter(k, "c", CounterProps{Target: "acme"})) }, CounterFactory)
	next, stop := iter.Pull2(NewNumbersClient(k).Target("acme").Forever(t.Context()))
	for want := range 3 {
		if n, err, ok := next(); n != want || err != nil || !ok {
			t.Errorf("%d %v %v", n, err, ok)
		}
	}
	stop()
	run.Done(k) // waits for calls in flight
}

// TestZero: the zero client is denied.
func TestZero(t *testing.T) {
	n := 0
	for _, err := range (NumbersClient{}).Words(t.Context()) {
		if n++; err == nil {
			t.Error("an element")
		}
	}
	if n != 1 {
		t.Error(n)
	}
}
