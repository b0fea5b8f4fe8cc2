package core

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// What was accepted ends, what comes is told to come back, other tenants go on,
// and what was drained comes back when the host says so.
func TestDrain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		release := make(chan struct{})
		f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
			g.handler = func(_ context.Context, name string) (string, error) {
				if name == "slow" {
					<-release
				}
				return g.Name(), nil
			}
		})
		k := New()
		if err := k.Discover(f); err != nil {
			t.Fatal(err)
		}
		if err := k.Boot(ctx); err != nil {
			t.Fatal(err)
		}
		for name, target := range map[string]string{"a": "acme", "b": "acme", "c": "globex"} {
			if _, err := k.Add(ctx, "g", name, Props{"target": target}); err != nil {
				t.Fatal(err)
			}
		}
		call := func(instance, name string, want error) {
			t.Helper()
			r, err := k.Bus().Invoke(ctx, instance+".greet", Params{"name": name})
			if want != nil {
				wantErr(t, instance, err, want)
				var e *Error
				if errors.As(err, &e) && e.Retry <= 0 {
					t.Errorf("%s: no hint when to try again: %v", instance, err)
				}
			} else if err != nil || r != instance {
				t.Errorf("%s: %v, %v", instance, r, err)
			}
		}
		for _, drain := range []func(context.Context) error{
			func(ctx context.Context) error { return k.DrainInstance(ctx, "a") },
			func(ctx context.Context) error { return k.DrainTenant(ctx, "acme") },
		} {
			release = make(chan struct{})
			answered, drained := make(chan struct{}), make(chan error)
			go func() { call("a", "slow", nil); close(answered) }()
			synctest.Wait()
			go func() { drained <- drain(ctx) }()
			synctest.Wait()
			call("a", "", ErrDraining)
			call("c", "", nil)
			close(release)
			if err := <-drained; err != nil {
				t.Error(err)
			}
			<-answered
			call("a", "", ErrDraining)
			if s := (&Ref{i: k.exact.get("a")}).State(); s != StateDraining || k.Why("a") == "" {
				t.Errorf("drained it is %v, %q", s, k.Why("a"))
			}
			for _, name := range []string{"a", "b"} {
				if err := k.Restart(ctx, name); err != nil {
					t.Error(err)
				}
				call(name, "", nil)
			}
		}
		release = make(chan struct{})
		go func() { call("a", "slow", nil) }()
		synctest.Wait()
		short, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		err := k.DrainTenant(short, "acme")
		wantErr(t, "a deadline", err, ErrTimeout)
		if err != nil && (!strings.Contains(err.Error(), "instance a") || !strings.Contains(err.Error(), "1 were cut off")) {
			t.Errorf("it does not say what was cut off: %v", err)
		}
		call("b", "", ErrDraining)
		call("c", "", nil)
		close(release)
		wantErr(t, "no instance", k.DrainInstance(ctx, "nobody"), ErrNotFound)
		wantErr(t, "no tenant", k.DrainTenant(ctx, "nobody"), ErrNotFound)
		if err := k.Remove(ctx, "a"); err != nil {
			t.Error(err)
		}
		if err := k.Shutdown(ctx); err != nil {
			t.Error(err)
		}
		if left := k.Remains(); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
	})
}
