package core

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

// graphKernel has one of everything that a graph shows.
func graphKernel(t *testing.T, opts ...Option) (*Kernel, *memoryConfig) {
	t.Helper()
	conf := newMemoryConfig()
	var i *deafInstance
	deaf := deafFactory(&i, func(context.Context, int) error { return nil })
	hub := greeterFactory("hub", ScopeShared, nil, func(s *FactorySpec) { s.Provides, s.Rank = []*ContractSpec{sharedContract}, 3 })
	user := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(_ context.Context, name string) (string, error) {
			if name == "fail" {
				return "", &Error{Code: CodeBusy, Expected: "a secret"}
			}
			return name, nil
		}
	}, func(s *FactorySpec) {
		c := limitedContract(Limit{Rate: 100, Per: time.Second})
		c.Name = "limited"
		s.Provides = []*ContractSpec{c}
		s.Version, s.Namespace = "1.2", "greeters"
		s.Requires = []Requirement{
			{Field: "Hub", Kind: NeedContract, Name: sharedContract.Name},
			{Field: "Conf", Kind: NeedHandle, Name: "sig.Config", Match: Provides[Scoped[Config]]},
			{Field: "None", Kind: NeedService, Name: "nobody's", Optional: true, Match: func(Provider) bool { return false }},
		}
		s.Events = []EventSpec{{Topic: "orders.placed", Type: "core.order"}}
	})
	admin := greeterFactory("boss", ScopeAdmin, nil, func(s *FactorySpec) {
		s.Provides = nil
		s.Requires = []Requirement{{Field: "Greets", Kind: NeedContract, Name: "limited"}}
	})
	return booted(t, opts, []Factory{conf.factory(), hub, user, deaf, admin}, "hub hub", "g acme-g acme", "g globex-g globex", "deaf acme-d acme", "boss boss"), conf
}

func TestGraph(t *testing.T) {
	k, _ := graphKernel(t)
	if err := k.DrainInstance(t.Context(), "globex-g"); err != nil {
		t.Fatal(err)
	}
	g := k.Graph()
	byName := map[string]GraphComponent{}
	var names []string
	for _, c := range g.Components {
		byName[c.Name] = c
		names = append(names, c.Name)
	}
	if got := strings.Join(names, " "); got != "boss config deaf g hub" {
		t.Errorf("components %q", got)
	}
	want := GraphComponent{
		Name: "g", Type: "core.g", Version: "1.2", Namespace: "greeters", Scope: "tenant", Instances: map[string]int{"active": 1, "draining": 1},
		Provides: []string{"limited"}, Publishes: []string{"orders.placed"},
		Requires: []GraphRequirement{
			{Field: "Hub", Kind: "contract", Name: sharedContract.Name, Bindings: []GraphBinding{{Component: "hub", Rank: 3, Instances: 1}}},
			{Field: "Conf", Kind: "handle", Name: "sig.Config", Bindings: []GraphBinding{{Component: "config", Instances: 1}}},
			{Field: "None", Kind: "service", Name: "nobody's", Optional: true},
		},
		Cells: []GraphCell{},
	}
	if got := byName["g"]; !reflect.DeepEqual(got, want) {
		t.Errorf("g is %+v\nwant %+v", got, want)
	}
	if got, want := byName["deaf"].Cells, []GraphCell{{Name: "tick", Kind: "source"}, {Name: "reconnect", Kind: "effect", Reads: []string{"tick"}}}; !reflect.DeepEqual(got, want) {
		t.Errorf("cells %+v", got)
	}
	if got, want := g.Crossings, []GraphCrossing{{Component: "boss", Field: "Greets", Route: "limited"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("crossings %+v", got)
	}
	var routes []string
	for _, r := range g.Routes {
		routes = append(routes, r.Name)
		if r.Name == "limited" {
			if r.Runnables[0] != (GraphRunnable{Name: "greet", Limit: "100/s"}) || r.Runnables[1].Timeout != "5ms" || !reflect.DeepEqual(r.Served, []GraphBinding{{Component: "g", Instances: 2}}) {
				t.Errorf("%+v", r)
			}
		}
	}
	if got := strings.Join(routes, " "); got != "greet limited "+sharedContract.Name {
		t.Errorf("routes %q", got)
	}
	text, err := json.Marshal(g)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if again, _ := json.Marshal(k.Graph()); string(again) != string(text) {
			t.Fatalf("it is in another order:\n%s\n%s", text, again)
		}
	}
	if strings.Contains(string(text), "acme") || strings.Contains(string(text), "globex") {
		t.Errorf("a graph names a tenant: %s", text)
	}
}

func TestTenants(t *testing.T) {
	ctx := t.Context()
	hold, inside := make(chan struct{}), make(chan struct{})
	k, conf := graphKernel(t)
	k.exact.get("globex-g").live.Load().impl().(*greeter).handler = func(context.Context, string) (string, error) {
		close(inside)
		<-hold
		return "", nil
	}
	conf.must(t, "tenants.acme.sig.limit", "concurrency=4")
	conf.must(t, "tenants.acme.sig.limits.limited.greet", "burst=7")
	conf.must(t, "tenants.acme.sig.weight", "5")
	if err := k.SetResidency(ctx, "deaf", "idle", Lazy); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Add(ctx, "deaf", "idle-d", Props{"target": "idle"}); err != nil {
		t.Fatal(err)
	}
	_, err := k.Bus().Invoke(ctx, "acme-g.greet", Params{"name": "fail"})
	wantErr(t, "a call that fails", err, ErrBusy)
	done := make(chan error, 1)
	go func() { _, err := k.Bus().Invoke(ctx, "globex-g.greet", nil); done <- err }()
	<-inside
	got := k.Tenants()
	close(hold)
	if err := <-done; err != nil {
		t.Error(err)
	}
	want := []TenantStatus{
		{Name: "acme", State: TenantActive, Instances: map[string]int{"active": 2}, Residency: map[string]int{"resident": 2}, Limit: "concurrency=4",
			Limits: map[string]string{"limited.greet": "100/s,burst=7"}, Weight: 5, Calls: 1, Errors: 1, LastError: "busy"},
		{Name: "globex", State: TenantActive, Instances: map[string]int{"active": 1}, Residency: map[string]int{"resident": 1},
			Limits: map[string]string{"limited.greet": "100/s"}, Weight: 1, Calls: 1, InFlight: 1},
		{Name: "idle", State: TenantIdle, Instances: map[string]int{"registered": 1}, Residency: map[string]int{"lazy": 1}, Weight: 1},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if text, err := json.Marshal(got); err != nil || strings.Contains(string(text), "secret") || !strings.Contains(string(text), `"last_error":"busy"`) {
		t.Errorf("%s, %v", text, err)
	}

	state := func(name string) TenantState {
		for _, s := range k.Tenants() {
			if s.Name == name {
				return s.State
			}
		}
		return ""
	}
	if err := k.DrainTenant(ctx, "globex"); err != nil || state("globex") != TenantDraining {
		t.Errorf("drained: %v, %q", err, state("globex"))
	}
	if err := k.Remove(ctx, "hub"); err != nil || state("acme") != TenantDegraded {
		t.Errorf("without what it requires: %v, %q", err, state("acme"))
	}
	k.mu.Lock()
	k.tenantOf("acme").suspend()
	k.mu.Unlock()
	if state("acme") != TenantOffboarding {
		t.Errorf("being offboarded: %q", state("acme"))
	}
	if err := k.Remove(ctx, "idle-d"); err != nil || state("idle") != "" {
		t.Errorf("removed: %v, %q", err, state("idle"))
	}
}

// A key of a tenant stands for it and never for a successor of its name.
func TestTenantKey(t *testing.T) {
	var keys []TenantKey
	o := &keeping{keys: &keys}
	k := booted(t, []Option{WithObserver(o)}, []Factory{observedGreeters()}, "g acme-g acme", "g acme-h acme")
	call := func(name string) {
		if _, err := k.Bus().Invoke(t.Context(), name, nil); err != nil {
			t.Fatal(err)
		}
	}
	call("acme-g.greet")
	call("acme-h.greet")
	if keys[0] != keys[1] || keys[0].Name() != "acme" || !keys[0].Present() {
		t.Errorf("%+v", keys)
	}
	for _, name := range []string{"acme-g", "acme-h"} {
		if !keys[0].Present() {
			t.Error("gone before its last instance")
		}
		if err := k.Remove(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
	if keys[0].Present() {
		t.Error("present when it has gone")
	}
	if _, err := k.Add(t.Context(), "g", "acme-g", Props{"target": "acme"}); err != nil {
		t.Fatal(err)
	}
	call("acme-g.greet")
	if keys[0].Present() || keys[0] == keys[2] || !keys[2].Present() || (TenantKey{}).Present() {
		t.Error("its successor has its key")
	}
}

type keeping struct {
	counting
	keys *[]TenantKey
}

func (k *keeping) BeginCall(_, _ context.Context, c CallInfo) (context.Context, func(error, time.Duration)) {
	*k.keys = append(*k.keys, c.TenantKey)
	return nil, nil
}

func (k *keeping) CallRefused(context.Context, CallInfo, error) {}

// A trace goes with a call to another process and comes out there.
func TestTraceCrossesATransport(t *testing.T) {
	var far *Kernel
	var sent []Envelope
	near := booted(t, []Option{WithObserver(propagating{}), WithTransport(transportFunc(func(ctx context.Context, e Envelope) ([]byte, error) {
		sent = append(sent, e)
		return far.Accept(context.Background(), e)
	}))}, []Factory{observedGreeters()})
	o := &seeing{key: propagating{}}
	far = booted(t, []Option{WithObserver(propagating{}), WithObserver(o)}, []Factory{observedGreeters()}, "g acme-g acme")
	ctx := context.WithValue(t.Context(), propagating{}, "00-trace-01")
	if _, err := near.Bus().Invoke(ctx, "greet.greet", Params{"target": "acme"}); err != nil {
		t.Fatal(err)
	}
	if len(sent) != 1 || sent[0].TraceParent != "00-trace-01" || sent[0].TraceState != "vendor=1" || o.from != "00-trace-01 vendor=1" || o.inner != nil {
		t.Errorf("sent %+v, there %v, inside %v", sent, o.from, o.inner)
	}
	plain := booted(t, []Option{WithTransport(transportFunc(func(ctx context.Context, e Envelope) ([]byte, error) {
		if e.TraceParent != "" || e.TraceState != "" {
			t.Errorf("a trace from nowhere: %+v", e)
		}
		return nil, errors.New("seen")
	}))}, []Factory{observedGreeters()})
	if _, err := plain.Bus().Invoke(ctx, "greet.greet", Params{"target": "acme"}); err == nil {
		t.Error("no error")
	}
}

// propagating carries a text in a context as trace.
type propagating struct{}

func (propagating) Observe(KernelEvent) {}

func (p propagating) InjectTrace(ctx context.Context) (string, string) {
	s, _ := ctx.Value(p).(string)
	return s, "vendor=1"
}

func (p propagating) ExtractTrace(ctx context.Context, parent, state string) context.Context {
	return context.WithValue(ctx, p, parent+" "+state)
}
