package core

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// Callers on every core while tenants come and go: each call ends in its own
// tenant's answer or in an error that is allowed at that moment, and nothing is left.
func TestCallsWhileTenantsComeAndGo(t *testing.T) {
	ctx := context.Background()
	const tenants, rounds = 8, 400
	fs := []Factory{
		greeterFactory("s", ScopeShared, nil, func(s *FactorySpec) { s.Provides = []*ContractSpec{sharedContract} }),
		greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
			g.peer = NewClient[greetAPI](m, sharedContract)
			g.handler = func(ctx context.Context, name string) (string, error) {
				if _, err := greet(g.peer, ctx, name); err != nil {
					return "", err
				}
				return g.Target(), nil
			}
		}, requires(NeedContract, "shared")),
	}
	k := New()
	if err := k.Discover(fs...); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Instantiate("s", "s1", nil); err != nil {
		t.Fatal(err)
	}
	if err := k.Boot(ctx); err != nil {
		t.Fatal(err)
	}
	var stop atomic.Bool
	var answered atomic.Int64
	var callers, churn sync.WaitGroup
	for n := range 4 {
		callers.Go(func() {
			r := rand.New(rand.NewPCG(uint64(n), 1))
			clients := make([]Client[greetAPI], tenants)
			for !stop.Load() {
				i := r.IntN(tenants)
				target := fmt.Sprint("t", i)
				var got any
				var err error
				switch r.IntN(3) {
				case 0:
					got, err = k.Bus().Invoke(ctx, "greet.greet", Params{"target": target})
				case 1:
					got, err = k.Bus().Invoke(ctx, "g-"+target+".greet", nil)
				default:
					if clients[i].c == nil {
						clients[i] = HostClient[greetAPI](k, greetContract, target)
					}
					if got, err = greet(clients[i], ctx, "x"); errors.Is(err, ErrInstanceGone) {
						clients[i] = Client[greetAPI]{}
					}
				}
				switch {
				case err == nil && got != target:
					t.Errorf("asked for %s, answered by %v", target, got)
				case err == nil:
					answered.Add(1)
				case errors.Is(err, ErrNotFound), errors.Is(err, ErrDraining), errors.Is(err, ErrInstanceGone), errors.Is(err, ErrBusy):
				default:
					t.Errorf("not an error for this moment: %v", err)
				}
			}
		})
	}
	for n := range 2 {
		churn.Go(func() {
			r := rand.New(rand.NewPCG(uint64(n), 2))
			for turn := 0; turn < rounds || answered.Load() == 0 && turn < 100*rounds; turn++ { // on a busy machine callers come late
				runtime.Gosched()
				target := fmt.Sprint("t", r.IntN(tenants/2)*2+n) // each its own half
				name := "g-" + target
				if k.exact.get(name) == nil {
					if _, err := k.Add(ctx, "g", name, Props{"target": target}); err != nil {
						t.Errorf("add: %v", err)
					}
				} else if err := k.Remove(ctx, name); err != nil {
					t.Errorf("remove: %v", err)
				}
			}
		})
	}
	// Meanwhile what they all require leaves and returns.
	churn.Go(func() {
		for range 20 {
			if err := k.Remove(ctx, "s1"); err != nil {
				t.Errorf("remove shared: %v", err)
			}
			if _, err := k.Add(ctx, "s", "s1", nil); err != nil {
				t.Errorf("add shared: %v", err)
			}
		}
	})
	churn.Wait()
	stop.Store(true)
	callers.Wait()
	for _, s := range k.Status().Instances {
		if s.State != StateActive {
			t.Errorf("%s is %v: %s", s.Name, s.State, k.Why(s.Name))
		}
	}
	if answered.Load() == 0 {
		t.Error("no call was answered")
	}
	if err := k.Shutdown(ctx); err != nil {
		t.Error(err)
	}
	if left := k.Remains(); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
