package core

import (
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
)

// panics keeps the events of panics, by what the error says.
type panics struct {
	mu  sync.Mutex
	all []KernelEvent
}

func (p *panics) Observe(e KernelEvent) {
	if e.Kind == EventPanicked {
		p.mu.Lock()
		p.all = append(p.all, e)
		p.mu.Unlock()
	}
}

// A panic anywhere in an instance is one event, with whose it was, with what, and the stack that leads to it. Its caller's
// error has no stack, and another tenant's calls go on.
func TestAPanicIsAnEventWithItsStack(t *testing.T) {
	for what, do := range map[string]func(k *Kernel){
		"a call": func(k *Kernel) { _ = say(k, "acme") },
		"a typed call": func(k *Kernel) {
			_, _ = greet(HostClient[greetAPI](k, greetContract, "acme"), context.Background(), "x")
		},
		"a job": func(k *Kernel) {
			k.exact.get("acme-g").live.Load().impl().(*greeter).Go(func(context.Context) error { explode(); return nil })
		},
		"a health hook": func(k *Kernel) { k.Health(context.Background()) },
		"an activation": func(k *Kernel) { _, _ = k.Add(context.Background(), "bad", "acme-bad", Props{"target": "acme"}) },
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := new(panics)
				f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
					if m.i.target() == "acme" {
						g.handler = func(context.Context, string) (string, error) { explode(); return "", nil }
					}
				}, func(s *FactorySpec) {
					s.Health = func(b Body, _ context.Context) error {
						if b.state().inst.target() == "acme" {
							explode()
						}
						return nil
					}
				})
				bad := greeterFactory("bad", ScopeTenant, nil, func(s *FactorySpec) {
					s.Activate = func(Body, context.Context) error { explode(); return nil }
				})
				k := booted(t, []Option{WithObserver(p)}, []Factory{f, bad}, "g acme-g acme", "g globex-g globex")
				do(k)
				synctest.Wait()
				if err := k.outbox.flush(t.Context(), k); err != nil {
					t.Fatal(err)
				}
				if len(p.all) != 1 {
					t.Fatalf("%d events", len(p.all))
				}
				e := p.all[0]
				if e.Tenant != "acme" || !strings.HasPrefix(e.Instance, "acme-") || e.Component == "" || ErrorClass(e.Err) != "panic" || !strings.Contains(e.Err.Error(), "boom") {
					t.Errorf("the event is %+v", e)
				}
				if !strings.Contains(e.Stack, ".explode(") {
					t.Errorf("the stack does not lead to the panic:\n%s", e.Stack)
				}
				if strings.Contains(e.Err.Error(), ".explode(") {
					t.Errorf("the error has the stack: %v", e.Err)
				}
				if err := say(k, "globex"); err != nil {
					t.Errorf("another tenant: %v", err)
				}
			})
		})
	}
}

//go:noinline
func explode() { panic("boom") }
