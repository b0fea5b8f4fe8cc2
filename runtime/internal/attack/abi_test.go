package attack

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi"
	"github.com/sigen-dev/sigen/runtime/abi/codec"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/reactive"
)

// A thief is handwritten code that pretends to be generated. What it gets hold of
// while it mounts it keeps.
type thief struct {
	abi.Instance
	in      sig.Instance
	mount   *abi.Mount
	only    string // what it tries; "" for everything
	matched []any
	events  []any
}

// mint makes everything that abi makes of a mount, and returns what shows of each whether it was made.
func (b *thief) mint(m *abi.Mount) (uses map[string]func() error) {
	uses = map[string]func() error{}
	try := func(name string, f func() (use func() error)) {
		if b.only != "" && b.only != name {
			return
		}
		panics := func() error { return nil }
		uses[name] = panics
		defer func() { _ = recover() }()
		uses[name] = f()
	}
	ctx := sig.Reason(context.Background(), "loot")
	spec := &abi.Contract{Name: "suspect", Type: "forged", Methods: []abi.Method{{Name: "mirror"}}}
	begin := func(c abi.Client[*victim.Suspect]) func() error {
		return func() error {
			var call abi.Call[*victim.Suspect]
			err := c.Begin(ctx, &call, 0)
			if err == nil {
				call.End(&err)
			}
			return err
		}
	}
	some := func(n int) func() error {
		return func() error {
			if n == 0 {
				return errors.New("nobody")
			}
			return nil
		}
	}
	try("Handle", func() func() error {
		h := abi.Handle[sig.Storage](m, "x", true, false)
		return func() error { return h.Put(ctx, "loot", nil) }
	})
	try("Handle of the tenant", func() func() error {
		h := abi.Handle[sig.Storage](m, "x", true, true)
		return func() error { return h.Put(ctx, "loot", nil) }
	})
	try("Service", func() func() error {
		if abi.Service[sig.ConfigAdmin](m, "x", true) == nil {
			return some(0)
		}
		return some(1)
	})
	try("NewClient", func() func() error { return begin(abi.NewClient[*victim.Suspect](m, spec)) })
	try("NewAdminAccess", func() func() error { return begin(abi.NewAdminAccess[*victim.Suspect](m, spec).Target("globex")) })
	try("AdminAccess", func() func() error { return begin(abi.AdminAccess[*victim.Suspect]{}.Target("globex")) })
	try("HostClient", func() func() error { return begin(abi.HostClient[*victim.Suspect](nil, spec, "globex")) })
	try("HostClient of a kernel of its own", func() func() error { return begin(abi.HostClient[*victim.Suspect](sig.New(), spec, "globex")) })
	contract := abi.NewContract(spec, func(c abi.Client[*victim.Suspect]) *victim.Suspect { return &victim.Suspect{} })
	try("Providers", func() func() error { return some(len(abi.Providers(m, contract))) })
	tellers := abi.NewContract(&abi.Contract{Name: "teller"}, contract.Wrap)
	try("ProvidersBy", func() func() error { return some(len(abi.ProvidersBy(m, tellers, "desk"))) })
	try("Attach", func() func() error {
		var in sig.Instance
		abi.Attach(m, &in, new(thief))
		return some(len(in.Target() + in.Name()))
	})
	try("AttachCells", func() func() error {
		var in sig.Instance
		abi.AttachCells(m, &in, new(thief), new(reactive.Cells))
		return some(len(in.Target() + in.Name()))
	})
	try("Failed", func() func() error {
		err := abi.Failed(&sig.Instance{}, "x", errors.New("x"))
		return func() error { return err }
	})
	try("Invalid", func() func() error {
		err := abi.Invalid("x", &codec.Error{Expected: "x"})
		return func() error { return err }
	})
	return uses
}

// what tries everything in abi with m, and returns what of it works.
func (b *thief) what(m *abi.Mount) (works []string) {
	for name, use := range b.mint(m) {
		if use() == nil {
			works = append(works, name)
		}
	}
	// What has no power at all, for completeness.
	_ = abi.NewFactory(abi.Component{Component: "x", Scope: abi.ScopeAdmin, Settings: []abi.SettingsSpec{{}}, Subs: []abi.Subscription{}, Events: []abi.Event{}})
	_ = []any{abi.Contract1, abi.ScopeTenant, abi.ScopeShared, abi.ScopeProvider, abi.NeedHandle, abi.NeedContract, abi.NeedConfig, abi.NeedService, abi.Requirement{}, abi.Raw("x"), new(abi.SettingsReader),
		abi.Stream[*victim.Suspect, string], abi.AppendStream[string], abi.CollectStream[string], abi.FailedStream[string], abi.CopiedStream[string], abi.Elements[string],
		abi.RemoteStream[*victim.Suspect, string], abi.EncodeStream[string], abi.JoinStream,
		abi.Supervision{Strategy: abi.OneForOne + abi.OneForAll + abi.RestForOne, Backoff: abi.Exponential + abi.Linear + abi.Constant, Escalate: abi.EscalateStop + abi.EscalateTenant},
		abi.Limit{}, abi.Subscription{}.With(abi.Delivery{Overflow: abi.OverflowRefuse + abi.OverflowDropOldest + abi.OverflowBlock})}
	var deep *struct{ x int }
	abi.Embedded(&deep)
	if s := abi.Settings(new(reactive.Field[string])); s.Get() != "" {
		works = append(works, "Settings")
	}
	if d := codec.NewDecoder([]byte("{}"), 0); true {
		abi.NoProps(&d)
	}
	return works
}

func thiefFactory(keep func(*thief)) sig.Factory {
	self := new(thief)
	grab := func(p any) { self.matched = append(self.matched, p) }
	return abi.NewFactory(abi.Component{
		Component: "thief", Type: "attack.thief", Scope: abi.ScopeTenant,
		Requires: []abi.Requirement{{Field: "x", Kind: abi.NeedService, Optional: true, Match: func(p abi.Provider) bool {
			grab(p)
			if abi.ProvidesService[sig.ConfigAdmin](p) || abi.ProvidesHandle[sig.Storage](p) || abi.ProvidesConfig(p) {
				grab(p) // it may know who is there, and gets no way to them
			}
			return false
		}}},
		// Whoever had the codec of another package's topic would read everybody's events.
		Events: []abi.Event{{Topic: "victim.rumour", Type: "github.com/sigen-dev/sigen/runtime/internal/attack/victim.Rumour", Encode: func(dst []byte, payload any) ([]byte, bool, error) {
			self.events = append(self.events, payload)
			return append(dst, `{"text":"x"}`...), true, nil
		}}},
		New: func(m *abi.Mount) abi.Body {
			abi.Attach(m, &self.in, self)
			self.mount = m
			keep(self)
			return self
		},
		Self: func(b abi.Body) any { return b },
	})
}

// lawful reports whether a call of abi works for a component that may make it, while it mounts. It
// comes up by that, so that what it was given can be used, and keeps its mount.
func (w *world) lawful(n int, call string, c abi.Component, props sig.Props) (kept *abi.Mount, err error) {
	w.t.Helper()
	b := &thief{only: call}
	var uses map[string]func() error
	c.Component = "lawful-" + strconv.Itoa(n)
	c.Type = "attack." + c.Component
	c.New = func(m *abi.Mount) abi.Body {
		kept = m
		attaches := strings.HasPrefix(call, "Attach")
		if attaches {
			uses = b.mint(m)
		}
		abi.Attach(m, &b.in, b)
		if !attaches {
			uses = b.mint(m)
		}
		return b
	}
	c.Self = func(b abi.Body) any { return b }
	if err := w.Discover(abi.NewFactory(c)); err != nil {
		w.t.Fatal(err)
	}
	_, err = w.Instantiate(c.Component, c.Component, props)
	if use := uses[call]; use != nil && (err == nil || strings.HasPrefix(call, "Attach")) {
		return kept, use()
	}
	return kept, errors.Join(err, errors.New("it did not mount"))
}

// Generated code lives in the tenant's package, so whatever it may do, the tenant's
// code may do. With a mount that was never one, and with one that is over, all of abi
// mints nothing; with the live one, what it mints is the instance's own.
func TestAbiMintsNothing(t *testing.T) {
	may := newWorld(t)
	if _, err := may.Instantiate("clerk", "acme-clerk", sig.Props{"target": "acme", "desk": "front"}); err != nil {
		t.Fatal(err)
	}
	for n, call := range []string{"Attach", "AttachCells", "Handle", "Handle of the tenant", "NewClient", "Providers", "ProvidersBy", "Service", "NewAdminAccess"} {
		c, props := abi.Component{Scope: abi.ScopeTenant}, sig.Props{"target": "acme"}
		if call == "Service" || call == "NewAdminAccess" {
			c, props = abi.Component{Scope: abi.ScopeAdmin}, nil
		}
		kept, err := may.lawful(n, call, c, props)
		if err != nil {
			t.Errorf("%s does not work where it may, so that nothing is proved: %v", call, err)
		}
		if works := new(thief).what(kept); len(works) > 0 {
			t.Errorf("with the mount that %s worked with, when the instance is up: %q", call, works)
		}
	}
	var b thief
	for name, m := range map[string]*abi.Mount{"nil": nil, "zero": new(abi.Mount)} {
		if works := b.what(m); len(works) > 0 {
			t.Errorf("with a %s mount: %q", name, works)
		}
	}
	w := newWorld(t)
	w.plant("globex", globexCanary)
	var during []string
	var got *thief
	factory := thiefFactory(func(b *thief) {
		got = b
		if abi.StateOf(&b.in) != abi.Body(b) {
			t.Error("StateOf is of somebody else")
		}
		if data, err := abi.Handle[sig.Storage](b.mount, "x", true, true).Get(context.Background(), "canary"); err == nil {
			during = append(during, string(data))
		}
		if abi.Service[sig.ConfigAdmin](b.mount, "x", true) != nil {
			during = append(during, "the configuration of everybody")
		}
	})
	if err := w.Discover(factory); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Instantiate("thief", "acme-thief", sig.Props{"target": "acme"}); err == nil {
		t.Error("a tenant's component that asks for a service mounts")
	}
	if len(during) > 0 {
		t.Errorf("while it mounted it got %q", during)
	}
	if works := got.what(got.mount); len(works) > 0 {
		t.Errorf("with a mount that is over: %q", works)
	}
	for _, p := range got.matched {
		if _, ok := p.(abi.Provider); !ok {
			t.Errorf("it was shown %T", p)
		}
	}
	if len(got.matched) == 0 {
		t.Error("nobody was asked for, so nothing is proved")
	}
	w.must("globex", func(ctx context.Context, s *victim.Suspect) error {
		return s.Publish(ctx, "victim.rumour", victim.Rumour{Text: globexCanary})
	})
	if heard := <-victim.Hear("globex-suspect"); heard != globexCanary || len(got.events) > 0 {
		t.Errorf("it stood between publisher and subscriber: %q, %q", heard, got.events)
	}
}

// A switchboard is how a program finds who answers to a name: whoever registers it has it, the first
// one or the last one, and nobody asks whose it is.
type switchboard struct {
	last    bool
	answers map[string]func(payload string) string
}

func (s switchboard) register(name string, answer func(payload string) string) {
	if _, ok := s.answers[name]; !ok || s.last {
		s.answers[name] = answer
	}
}

// Whoever is discovered first can take neither the route nor the events of another package,
// as it can where a name is all that is registered.
func TestTheFirstDiscoveredTakesNothing(t *testing.T) {
	for _, last := range []bool{false, true} {
		naive := switchboard{last: last, answers: map[string]func(string) string{}}
		var heard []string
		forge := func(payload string) string { heard = append(heard, payload); return "forged" }
		honest := func(payload string) string { return payload }
		order := []func(string) string{forge, honest}
		if last {
			slices.Reverse(order)
		}
		for _, name := range []string{"teller.tell", "victim.rumour"} {
			for _, who := range order {
				naive.register(name, who)
			}
			if got := naive.answers[name](globexCanary); got != "forged" || heard[len(heard)-1] != globexCanary {
				t.Fatalf("%s is answered with %q, so that nothing is proved", name, got)
			}
		}
	}
	evil := &abi.Contract{Name: "teller", Type: "github.com/sigen-dev/sigen/runtime/internal/attack/victim.Teller", Methods: []abi.Method{{
		Name: "tell",
		Call: func(_ context.Context, impl any, _ *codec.Decoder) (any, error) { return impl, nil },
	}}}
	forger := func(provides ...*abi.Contract) sig.Factory {
		return abi.NewFactory(abi.Component{Component: "forger", Type: "attack.forger", Scope: abi.ScopeTenant, Provides: provides,
			New: func(m *abi.Mount) abi.Body { b := new(thief); abi.Attach(m, &b.in, b); return b }, Self: func(b abi.Body) any { return b }})
	}
	for name, order := range map[string][]sig.Factory{"first": {forger(evil), victim.ClerkFactory}, "last": {victim.ClerkFactory, forger(evil)}} {
		if err := sig.New().Discover(order...); !errors.Is(err, sig.ErrInvalid) || !strings.Contains(err.Error(), "forger") && !strings.Contains(err.Error(), "clerk") {
			t.Errorf("discovered %s: %v", name, err)
		}
	}
	var got *thief
	w := &world{t: t, dir: t.TempDir(), log: &logbook{}}
	victim.Forget()
	w.openWith(thiefFactory(func(b *thief) { got = b }))
	w.instantiate("board", "board", "")
	w.instantiate("suspect", "globex-suspect", "globex")
	_, _ = w.Instantiate("thief", "acme-thief", sig.Props{"target": "acme"})
	w.must("globex", func(ctx context.Context, s *victim.Suspect) error {
		return s.Publish(ctx, "victim.rumour", victim.Rumour{Text: globexCanary})
	})
	if heard := <-victim.Hear("globex-suspect"); heard != globexCanary || got == nil || len(got.events) > 0 {
		t.Errorf("it stood between publisher and subscriber: %q", heard)
	}
}

// The tests above are only worth what they cover: every exported name of abi is in them. One that
// was left out would be found.
func TestAllOfAbiIsTried(t *testing.T) {
	own, err := os.ReadFile("abi_test.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "abi", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for name := range f.Scope.Objects {
			names[name] = ast.IsExported(name)
		}
	}
	untried := func(text string) (left []string) {
		tried := map[string]bool{}
		for _, m := range regexp.MustCompile(`\babi\.(\w+)`).FindAllStringSubmatch(text, -1) {
			tried[m[1]] = true
		}
		for name, exported := range names {
			if exported && !tried[name] {
				left = append(left, name)
			}
		}
		return left
	}
	if left := untried(regexp.MustCompile(`\babi\.HostClient\b`).ReplaceAllString(string(own), "nothing")); !slices.Equal(left, []string{"HostClient"}) {
		t.Fatalf("without the attack by HostClient %q are not tried, so that nothing is proved", left)
	}
	for _, name := range untried(string(own)) {
		t.Errorf("abi.%s is not tried", name)
	}
}
