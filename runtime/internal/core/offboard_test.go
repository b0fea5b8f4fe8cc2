package core

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// keeper is a provider that keeps something for scopes, and notes when it was asked to purge.
type keeper struct {
	Instance
	ledger
	purged func()
}

func (k *keeper) Remains(context.Context, Scope) ([]string, error) { return nil, nil }
func (k *keeper) Purge(context.Context, Scope) error               { k.purged(); return nil }

// ledger is a memoryLedger that names incarnations as it likes.
type ledger struct {
	memoryLedger
	inc string
}

func (l *ledger) Incarnation(string) (string, error) { return l.inc, nil }

func keeperFactoryOf(name, inc string, purged func()) Factory {
	return NewFactory(FactorySpec{
		Component: name, Type: "core." + name, Scope: ScopeProvider,
		New: func(m *Mount) Body {
			b := &keeperBody{self: keeper{ledger: ledger{inc: inc}, purged: purged}}
			Attach(m, &b.self.Instance, b)
			return b
		},
		Self: func(b Body) any { return &b.(*keeperBody).self },
	})
}

type keeperBody struct {
	Mounted
	self keeper
}

// Purge hooks run, and instances and providers go, in the reverse of the order in which
// they came up, whatever the order in which they were registered.
func TestOffboardGoesBackwards(t *testing.T) {
	ctx := context.Background()
	var mu sync.Mutex
	var hooks, removed, purged []string
	fs := []Factory{greeterFactory("g", ScopeTenant, nil, func(s *FactorySpec) {
		s.Purge = func(b Body, _ context.Context) error {
			hooks = append(hooks, b.(*greeterInstance).self.Name())
			return nil
		}
	})}
	for n := range 6 {
		name := "keeper-" + strconv.Itoa(n)
		fs = append(fs, keeperFactoryOf(name, "1", func() { purged = append(purged, name) }))
	}
	k := booted(t, []Option{WithSteps(func(step string) {
		mu.Lock()
		defer mu.Unlock()
		if name, ok := strings.CutPrefix(step, "removed "); ok {
			removed = append(removed, name)
		}
	})}, fs, "g g1 acme", "g g2 acme", "g g3 acme", "g g4 acme")
	for _, name := range []string{"g3", "g1", "keeper-2", "keeper-0"} { // come up again, and so last
		i := k.exact.get(name)
		if err := k.deactivate(ctx, i, StateWaiting); err != nil {
			t.Fatal(err)
		}
		k.activate(ctx, []*inst{i})
		if i.live.Load() == nil {
			t.Fatalf("%s is not up: %s", name, k.Why(name))
		}
	}
	if _, err := k.Offboard(ctx, "acme"); err != nil {
		t.Fatal(err)
	}
	if want := []string{"g1", "g3", "g4", "g2"}; !slices.Equal(hooks, want) || !slices.Equal(removed, want) {
		t.Errorf("hooks ran as %q, instances went as %q, want %q", hooks, removed, want)
	}
	if want := []string{"keeper-0", "keeper-2", "keeper-5", "keeper-4", "keeper-3", "keeper-1"}; !slices.Equal(purged, want) {
		t.Errorf("providers purged as %q, want %q", purged, want)
	}
}

// An incarnation becomes a part of paths: a ledger that gives anything but a name is refused.
func TestHostileIncarnations(t *testing.T) {
	for _, inc := range []string{"", "..", "../1", "1/../../globex/1", "A", "1 ", "\x00", "%2e"} {
		k := booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, nil), keeperFactoryOf("keeper", inc, func() {})})
		if _, err := k.Add(context.Background(), "g", "g1", Props{"target": "acme"}); err == nil && k.Why("g1") == "" {
			t.Errorf("%q: the tenant begins", inc)
		}
		if _, err := k.Offboard(context.Background(), "globex"); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q: offboarding: %v", inc, err)
		}
	}
}

// Who is turned away holds nothing up: however many call a tenant that is being offboarded, its purge hooks run.
func TestThoseTurnedAwayHoldNoOffboardingUp(t *testing.T) {
	bound, err := ForTenant(context.Background(), "acme")
	if err != nil {
		t.Fatal(err)
	}
	for name, way := range map[string]func(k *Kernel) func() error{
		"by name": func(k *Kernel) func() error { return func() error { return say(k, "acme") } },
		"by a kept client": func(k *Kernel) func() error {
			c := HostClient[greetAPI](k, greetContract, "acme")
			return func() error { _, err := greet(c, context.Background(), "x"); return err }
		},
		"by new clients": func(k *Kernel) func() error {
			return func() error {
				_, err := greet(HostClient[greetAPI](k, greetContract, "acme"), context.Background(), "x")
				return err
			}
		},
		"bound to the tenant": func(k *Kernel) func() error {
			return func() error {
				_, err := k.Bus().Invoke(bound, "greet.greet", Params{"name": "x"})
				return err
			}
		},
		"bound, by a kept client": func(k *Kernel) func() error {
			c := HostClient[greetAPI](k, greetContract, "acme")
			return func() error { _, err := greet(c, bound, "x"); return err }
		},
	} {
		t.Run(name, func(t *testing.T) {
			ran := false
			f := greeterFactory("g", ScopeTenant, nil, func(s *FactorySpec) {
				s.Purge = func(Body, context.Context) error { ran = true; return nil }
			})
			k := booted(t, nil, []Factory{f}, "g acme-g acme")
			b := k.exact.get("acme-g").live.Load()
			call := way(k)
			if err := call(); err != nil {
				t.Fatal(err)
			}
			k.mu.Lock()
			k.tenantOf("acme").suspend()
			k.mu.Unlock()
			wantErr(t, "a call", call(), ErrDraining)
			stop, done := make(chan struct{}), make(chan struct{})
			go func() {
				defer close(done)
				for {
					select {
					case <-stop:
						return
					default:
						_ = call()
					}
				}
			}()
			in := 0
			for range 1_000_000 {
				if flight, _ := b.count(); flight > 0 {
					in++
				}
			}
			close(stop)
			<-done
			if in > 0 {
				t.Errorf("those turned away were seen inside %d times", in)
			}
			if _, err := k.Offboard(t.Context(), "acme"); err != nil || !ran {
				t.Errorf("its hook ran: %v; %v", ran, err)
			}
		})
	}
}
