package core

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// Shutdown waits for what is just coming up, takes it down, and leaves nothing of it behind.
func TestShutdownWaitsForActivations(t *testing.T) {
	for what, begin := range map[string]func(k *Kernel) error{
		"Add": func(k *Kernel) error {
			_, err := k.Instantiate("slow", "acme-slow", Props{"target": "acme"})
			return err
		},
		"a first call": func(k *Kernel) error {
			_, err := k.Bus().Invoke(context.Background(), "lazy-slow.greet", nil)
			return err
		},
		"Replace": func(k *Kernel) error { _, err := k.Replace(context.Background(), "old-g", "slow", nil); return err },
	} {
		for _, patient := range []bool{true, false} {
			t.Run(what, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					next := make(chan struct{})
					var up, down int
					slow := greeterFactory("slow", ScopeTenant, nil, func(s *FactorySpec) {
						s.Activate = func(Body, context.Context) error { <-next; up++; return nil }
						s.Deactivate = func(Body, context.Context) error { down++; return nil }
					})
					k := booted(t, nil, []Factory{slow, greeterFactory("g", ScopeTenant, nil)}, "g old-g old")
					if err := k.SetResidency(t.Context(), "slow", "lazy", Lazy); err != nil {
						t.Fatal(err)
					}
					if _, err := k.Add(t.Context(), "slow", "lazy-slow", Props{"target": "lazy"}); err != nil {
						t.Fatal(err)
					}
					begun := make(chan error, 1)
					go func() { begun <- begin(k) }()
					synctest.Wait()
					ctx := t.Context()
					if !patient {
						var cancel context.CancelFunc
						ctx, cancel = context.WithTimeout(ctx, time.Second)
						defer cancel()
					}
					done := make(chan error, 1)
					go func() { done <- k.Shutdown(ctx) }()
					if !patient {
						time.Sleep(2 * time.Second)
						err := <-done
						wantErr(t, "a shutdown that cannot wait", err, ErrTimeout)
						if err != nil && !strings.Contains(err.Error(), "activations to end before the deadline; 1 ") {
							t.Errorf("the error is %v", err)
						}
						close(next)
						<-begun
						synctest.Wait()
						if up != down {
							t.Errorf("%d went up and %d down", up, down)
						}
						k.exact.each(func(i *inst) {
							if i.live.Load() != nil {
								t.Errorf("%s is up still", i.name)
							}
						})
						return
					}
					synctest.Wait()
					select {
					case err := <-done:
						t.Errorf("Shutdown did not wait: %v", err)
					default:
					}
					close(next)
					if err := <-done; err != nil {
						t.Errorf("Shutdown: %v", err)
					}
					if up != 1 || down != 1 {
						t.Errorf("when Shutdown returned %d were up and %d down, want 1 and 1", up, down)
					}
					if err := <-begun; err == nil && what != "Add" {
						t.Errorf("%s went well in a kernel that is shut down", what)
					}
				})
			})
		}
	}
}
