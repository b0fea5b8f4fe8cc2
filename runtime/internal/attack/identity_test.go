package attack

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/sigtest"
	"github.com/sigen-dev/sigen/runtime/tenancy"
)

// whoami answers for whom a call was made, from inside of the suspect that it reached.
func whoami(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
	c, _ := sig.CallerOf(ctx)
	return victim.Loot{Text: s.Target() + " for " + c.Tenant()}, nil
}

// A road is how calls find their tenant: bind makes a context of one, as anybody can, and calls
// answer whose they are.
type road struct {
	bind  func(ctx context.Context, tenant string) (context.Context, error)
	calls map[string]func(ctx context.Context) (string, error)
}

// forge is the attack of a component of acme's in its call: it calls with every context that it has or
// can make. It returns what was reached, by context and callee.
func (r road) forge(own context.Context) (reached map[string]string, err error) {
	forged, err := r.bind(context.Background(), "globex")
	if err != nil {
		return nil, err
	}
	contexts := map[string]context.Context{
		"its own": own, "none": context.Background(), "forged": forged, "a reason": sig.Reason(forged, "because"),
		"derived": context.WithValue(forged, forgedKey{}, "globex"), "traced": sig.WithTrace(forged, "globex"), "nested": context.WithoutCancel(forged),
	}
	rebound, err := r.bind(own, "globex")
	if err == nil {
		contexts["its own, bound to another"] = rebound
	}
	reached = map[string]string{}
	for name, ctx := range contexts {
		for callee, call := range r.calls {
			got, err := call(ctx)
			if err != nil {
				got = err.Error()
			}
			reached[name+" context, "+callee] = got
		}
	}
	return reached, err
}

// Inside of its own call, and with contexts of its own making, a component reaches
// its own tenant and nobody else. Where the tenant is a value of the context, it reaches everybody.
func TestForgedContexts(t *testing.T) {
	naive := road{bind: func(ctx context.Context, tenant string) (context.Context, error) {
		return context.WithValue(ctx, tenantKey{}, tenant), nil
	}}
	read := func(ctx context.Context) (string, error) {
		tenant, _ := ctx.Value(tenantKey{}).(string)
		return tenant + " for " + tenant, nil
	}
	naive.calls = map[string]func(context.Context) (string, error){
		"its peer": read,
		"the board": func(ctx context.Context) (string, error) {
			forged, err := naive.bind(ctx, "globex")
			if err != nil {
				return "", err
			}
			return read(forged)
		},
	}
	own, _ := naive.bind(t.Context(), "acme")
	reached, err := naive.forge(own)
	for _, name := range []string{"forged", "a reason", "derived", "traced", "nested", "its own, bound to another"} {
		for callee := range naive.calls {
			if got := reached[name+" context, "+callee]; err != nil || got != "globex for globex" {
				t.Fatalf("a tenant in a value: %s context, %s: %q, %v, so that nothing is proved", name, callee, got, err)
			}
		}
	}

	victim.Plan("whoami", whoami)
	victim.PlanBoard("forge", func(ctx context.Context, b *victim.Board, _ string) (victim.Loot, error) {
		// A shared component acts onward as its caller; a context that it makes is nobody's.
		forged, err := sig.ForTenant(context.Background(), "globex")
		if err != nil {
			return victim.Loot{}, err
		}
		if l, err := b.Onward.Run(forged, victim.Order{Plot: "whoami"}); err == nil {
			return l, nil
		}
		if _, err := b.Seen.Get(forged); err == nil {
			return victim.Loot{Text: "memory of globex"}, nil
		}
		return b.Onward.Run(ctx, victim.Order{Plot: "whoami"})
	})
	w := newWorld(t)
	w.instantiate("suspect", "acme-peer", "acme")
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		ours := road{bind: sig.ForTenant, calls: map[string]func(context.Context) (string, error){
			"its peer": func(ctx context.Context) (string, error) {
				l, err := s.Peer.Run(ctx, victim.Order{Plot: "whoami"})
				return l.Text, err
			},
			"the board": func(ctx context.Context) (string, error) {
				l, err := s.Board.Run(ctx, victim.Order{Plot: "forge"})
				return l.Text, err
			},
		}}
		reached, err := ours.forge(ctx)
		if !errors.Is(err, sig.ErrScope) {
			t.Errorf("its own call, bound to another: %v", err)
		}
		for how, got := range reached {
			if got != "acme for acme" {
				t.Errorf("%s: %q", how, got)
			}
		}
		return nil
	})
}

// A host's client that found its way into a component, and handles that another
// tenant's instance left lying about, are of no use in the component's calls. They are
// where there is no call that could tell who uses them.
func TestStolenHandles(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { _, _ = rw.Write([]byte(globexCanary)) }))
	t.Cleanup(srv.Close)
	w := newWorld(t)
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	for _, tenant := range []string{"acme", "globex"} {
		if err := admin.Set("tenants."+tenant+".http.allow", srv.URL); err != nil {
			t.Fatal(err)
		}
	}
	w.plant("globex", globexCanary)
	victim.Plan("whoami", whoami)
	var stolen *victim.Suspect
	w.must("globex", func(_ context.Context, s *victim.Suspect) error { stolen = s; return nil })
	w.instantiate("suspect", "globex-peer", "globex") // whom the stolen client is for
	host := victim.NewSuspectClient(w.Kernel)
	loot := map[string]func(ctx context.Context) (any, error){
		"a host's client": func(ctx context.Context) (any, error) {
			return host.Target("globex").Run(ctx, victim.Order{Plot: "whoami"})
		},
		"the bus, by instance": func(ctx context.Context) (any, error) {
			return w.Bus().Invoke(ctx, "globex-suspect.run", sig.Params{"plot": "whoami"})
		},
		"the bus, by target": func(ctx context.Context) (any, error) {
			return w.Bus().Invoke(ctx, "suspect.run", sig.Params{"plot": "whoami", "target": "globex"})
		},
		"the bus, by JSON": func(ctx context.Context) (any, error) {
			return w.Bus().InvokeJSON(ctx, "suspect.run", []byte(`{"plot":"whoami","target":"globex"}`))
		},
		"a peer's client": func(ctx context.Context) (any, error) { return stolen.Peer.Run(ctx, victim.Order{Plot: "whoami"}) },
		"files":           func(ctx context.Context) (any, error) { return stolen.Files.Get(ctx, "canary") },
		"common files":    func(ctx context.Context) (any, error) { return stolen.Common.Get(ctx, "canary") },
		"a credential":    func(ctx context.Context) (any, error) { return stolen.Creds.Get(ctx, "api-key") },
		"a listing": func(ctx context.Context) (any, error) {
			for key, err := range stolen.Files.List(ctx, "") {
				return key, err
			}
			return "", errors.New("an empty listing")
		},
		"an event": func(ctx context.Context) (any, error) {
			return nil, stolen.Publish(ctx, "victim.rumour", victim.Rumour{Text: acmeCanary})
		},
		"the way outside": func(ctx context.Context) (any, error) { return stolen.HTTP.Do(ctx, sig.HTTPRequest{URL: srv.URL}) },
		"a database": func(ctx context.Context) (any, error) {
			rows, err := stolen.Pool.Query(ctx, "SELECT text FROM canaries")
			if err != nil {
				return nil, err
			}
			return nil, rows.Close()
		},
		"its statements": func(ctx context.Context) (any, error) {
			return stolen.Pool.Exec(ctx, "UPDATE canaries SET text = text")
		},
		"its switch":      func(ctx context.Context) (any, error) { return nil, stolen.Pool.Use(ctx, stolen.Settings.Get().URL) },
		"a copied handle": func(ctx context.Context) (any, error) { mine := stolen.Files; return mine.Get(ctx, "canary") },
	}
	for name, try := range loot {
		if got, err := try(context.Background()); err != nil {
			t.Fatalf("%s does not work outside of a call either, so that nothing is proved: %v, %v", name, got, err)
		}
	}
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		// What is nobody's, and what is the other's in one's own handle, works nowhere.
		for name, try := range map[string]func(ctx context.Context) (any, error){
			"a database URL": func(ctx context.Context) (any, error) { return nil, s.Pool.Use(ctx, stolen.Settings.Get().URL) },
			"a zero client":  func(ctx context.Context) (any, error) { return victim.SuspectClient{}.Run(ctx, victim.Order{}) },
			"a zero admin": func(ctx context.Context) (any, error) {
				return victim.SuspectAdminClient{}.Target("globex").Run(ctx, victim.Order{})
			},
			"a zero store": func(ctx context.Context) (any, error) { return sig.Storage{}.Get(ctx, "canary") },
			"a zero scope": func(ctx context.Context) (any, error) { return sig.NewStorage(sig.Scope{}, nil).Get(ctx, "canary") },
		} {
			loot[name] = try
			if got, err := try(context.Background()); err == nil {
				t.Errorf("%s, outside of a call: %v", name, got)
			}
		}
		for name, try := range loot {
			got, err := try(ctx)
			if !errors.Is(err, sig.ErrScope) && !errors.Is(err, sig.ErrNotFound) && !errors.Is(err, sig.ErrDenied) {
				t.Errorf("%s: %v, %v", name, got, err)
			}
		}
		return nil
	})
}

// The tenant of a request is whoever was verified. A naive handler believes the body.
func TestTenantInTheRequestBody(t *testing.T) {
	w := newWorld(t)
	victim.Plan("whoami", whoami)
	call := http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		var body json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Error(err)
		}
		out, err := w.Bus().InvokeJSON(r.Context(), "suspect.run", body)
		if err != nil {
			http.Error(rw, err.Error(), http.StatusBadRequest)
			return
		}
		_, _ = rw.Write(out)
	})
	post := func(h http.Handler) string {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest("POST", "/", strings.NewReader(`{"plot":"whoami","target":"globex"}`)))
		return rec.Body.String()
	}
	if got := post(call); !strings.Contains(got, "globex for globex") {
		t.Fatalf("the naive handler does not even work: %s", got)
	}
	verified := tenancy.Middleware(func(*http.Request) (string, error) { return "acme", nil })
	if got := post(verified(call)); strings.Contains(got, "globex for") || !strings.Contains(got, "not found") {
		t.Errorf("a verified acme asked for globex and got %s", got)
	}
	for name, resolve := range map[string]func(*http.Request) (string, error){
		"nobody": func(*http.Request) (string, error) { return "", nil }, "no resolver": nil,
		"an error": func(*http.Request) (string, error) { return "globex", errors.New("no") },
	} {
		if got := post(tenancy.Middleware(resolve)(call)); got != "Forbidden\n" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// Across tenants there is one way, and it is written down before it is gone. A naive program has a
// line written about what it has done, if that is possible.
func TestAdminWithoutReasonOrAudit(t *testing.T) {
	type visit func(book func(sig.AuditEvent), why string, act func()) error
	// unwritten visits globex in every way, and returns in which ways something was done there before a line with a
	// reason was in the book, and with what errors others ended.
	unwritten := func(v visit) (done []string, failed map[string]error) {
		t.Helper()
		failed = map[string]error{}
		var lines []sig.AuditEvent
		book := func(e sig.AuditEvent) { lines = append(lines, e) }
		full := func(sig.AuditEvent) { panic("the disk is full") }
		for _, c := range []struct {
			name string
			book func(sig.AuditEvent)
			why  string
		}{{"without a reason", book, ""}, {"with a book that fails", full, "ticket 7"}, {"without a book", nil, "ticket 8"}, {"as it should be", book, "ticket 9"}} {
			lines = nil
			acted, inBook := false, false
			failed[c.name] = v(c.book, c.why, func() {
				acted = true
				inBook = len(lines) == 1 && lines[0].Why != "" && lines[0].Target == "globex"
			})
			if acted && !inBook {
				done = append(done, c.name)
			}
			if acted != (failed[c.name] == nil) || !acted && len(lines) > 0 {
				t.Errorf("%s: acted %v, %v, and the book says %+v", c.name, acted, failed[c.name], lines)
			}
		}
		if len(lines) != 1 || lines[0].Why != "ticket 9" {
			t.Errorf("the book says %+v", lines)
		}
		return done, failed
	}
	naive := func(book func(sig.AuditEvent), why string, act func()) error {
		act()
		defer func() { _ = recover() }() // what is done is done, and its result is wanted
		if book != nil {
			book(sig.AuditEvent{Runnable: "suspect.run", Target: "globex", Why: why})
		}
		return nil
	}
	if done, _ := unwritten(naive); len(done) != 4 {
		t.Fatalf("the naive program acts unseen %q only, so that the others prove nothing", done)
	}

	done, failed := unwritten(func(book func(sig.AuditEvent), why string, act func()) error {
		w := newWorld(t, sig.WithAudit(book))
		victim.Plan("act", func(ctx context.Context, s *victim.Suspect, arg string) (victim.Loot, error) {
			act()
			return whoami(ctx, s, arg)
		})
		l, err := victim.NewAuditorClient(w.Kernel).Visit(t.Context(), victim.Visit{Whom: "globex", Why: why, Order: victim.Order{Plot: "act"}})
		if err == nil && l.Text != "globex for globex" {
			t.Errorf("the auditor reaches %q", l.Text)
		}
		return err
	})
	if len(done) > 0 {
		t.Errorf("something was done before it was written down: %q", done)
	}
	for way, err := range failed {
		if way == "as it should be" && err != nil || way != "as it should be" && !errors.Is(err, sig.ErrDenied) {
			t.Errorf("%s: %v", way, err)
		}
	}
}

// A recorder is a transport that keeps what it carried.
type recorder struct{ calls []sig.Envelope }

func (r *recorder) Invoke(_ context.Context, e sig.Envelope) ([]byte, error) {
	r.calls = append(r.calls, e)
	return nil, sig.ErrNotFound
}

// A call that a tenant once made is good for nothing when that tenant is gone, and
// good for nothing of its successor.
func TestReplayedCalls(t *testing.T) {
	wire := &recorder{}
	w := newWorld(t, sig.WithTransport(wire))
	victim.Plan("whoami", whoami)
	// The only peer is taken away, so that the call goes out.
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		for _, teller := range s.Tellers {
			_, _ = teller.Tell(ctx)
		}
		_, _ = w.Bus().Invoke(ctx, "elsewhere.run", nil)
		return nil
	})
	if len(wire.calls) != 1 || wire.calls[0].Caller.Tenant() != "acme" {
		t.Fatalf("nothing was recorded: %+v", wire.calls)
	}
	replay := wire.calls[0]
	replay.Route, replay.Target, replay.Params = "suspect.run", "acme", []byte(`{"plot":"whoami"}`)
	if out, err := w.Accept(t.Context(), replay); err != nil || !strings.Contains(string(out), "acme for acme") {
		t.Fatalf("while the tenant is there: %s, %v", out, err)
	}
	foreign := replay
	foreign.Target = "globex"
	if out, err := w.Accept(t.Context(), foreign); !errors.Is(err, sig.ErrNotFound) {
		t.Errorf("for another target: %s, %v", out, err)
	}
	if out, err := w.Accept(t.Context(), sig.Envelope{Route: "suspect.run", Target: "globex", Params: []byte(`{"plot":"whoami"}`)}); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("without an identity: %s, %v", out, err)
	}
	if _, err := w.Offboard(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	if out, err := w.Accept(t.Context(), replay); !errors.Is(err, sig.ErrNotFound) {
		t.Errorf("when the tenant is gone: %s, %v", out, err)
	}
	w.instantiate("suspect", "acme-suspect", "acme")
	if out, err := w.Accept(t.Context(), replay); !errors.Is(err, sig.ErrNotFound) {
		t.Errorf("when there is a successor: %s, %v", out, err)
	}
	other := newWorld(t)
	if out, err := sigtest.Link(other.Kernel).Invoke(t.Context(), replay); err != nil || !strings.Contains(string(out), "acme for acme") {
		t.Errorf("another process, where the same incarnation lives on: %s, %v", out, err)
	}
}

// forgedKey is a key of a context that the kernel has never heard of, tenantKey the one by which
// an ordinary program says whose a call is.
type (
	forgedKey struct{}
	tenantKey struct{}
)
