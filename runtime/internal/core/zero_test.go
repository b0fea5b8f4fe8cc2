package core

import (
	"context"
	"testing"
)

// A Kernel that New did not make denies everything and panics nowhere.
func TestZeroKernel(t *testing.T) {
	ctx := context.Background()
	var k Kernel
	for what, call := range map[string]func() error{
		"Discover":    func() error { return k.Discover(greeterFactory("g", ScopeTenant, nil)) },
		"Instantiate": func() error { _, err := k.Instantiate("g", "g1", Props{"target": "acme"}); return err },
		"Boot":        func() error { return k.Boot(ctx) },
		"Invoke":      func() error { _, err := k.Bus().Invoke(ctx, "greet.greet", Params{"target": "acme"}); return err },
		"InvokeJSON":  func() error { _, err := k.Bus().InvokeJSON(ctx, "greet.greet", nil); return err },
		"Accept": func() error {
			_, err := k.Accept(ctx, Envelope{Route: "greet.greet", Caller: Caller{c: freeHost}})
			return err
		},
		"client":   func() error { _, err := greet(HostClient[greetAPI](&k, greetContract, "acme"), ctx, "x"); return err },
		"Require":  func() error { _, err := Require(&k, ServiceContract[ConfigAdmin]("c")); return err },
		"Offboard": func() error { _, err := k.Offboard(ctx, "acme"); return err },
	} {
		wantErr(t, what, call(), ErrDenied)
	}
	wantErr(t, "Remove", k.Remove(ctx, "g1"), ErrNotFound)
	if err := k.Settled(ctx); err != nil {
		t.Error(err)
	}
	if err := k.Shutdown(ctx); err != nil {
		t.Error(err)
	}
	if n := len(k.Status().Instances) + len(k.Components()) + len(k.Health(ctx)) + len(k.Remains()); n != 0 {
		t.Errorf("it holds %d things", n)
	}
	if k.Why("g1") == "" {
		t.Error("Why is silent about an instance that is not there")
	}
}
