package attack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/provider/config"
	"github.com/sigen-dev/sigen/runtime/tenancy"
)

// The mistakes of the kernel that the design follows, one test a mistake. Those
// about keys, configuration and request bodies are in keys_test.go and identity_test.go.

// Credentials and storage were scoped by factory, so all tenants of one shared them.
func TestScopesAreOfInstancesNotOfFactories(t *testing.T) {
	naive := map[string]string{}
	key := func(component, instance string) string { return component }
	naive[key("suspect", "globex-suspect")] = globexCanary
	if naive[key("suspect", "acme-suspect")] != globexCanary {
		t.Fatal("the naive store does not even leak")
	}
	w := newWorld(t)
	w.instantiate("suspect", "acme-second", "acme")
	w.plant("globex", globexCanary)
	for tenant, secret := range map[string]string{"acme": acmeSecret, "globex": globexSecret} {
		w.must(tenant, func(ctx context.Context, s *victim.Suspect) error {
			got, err := s.Creds.Get(ctx, "api-key")
			if err != nil || got.Reveal() != secret {
				t.Errorf("%s has another credential: %v", tenant, err)
			}
			if tenant == "acme" {
				if all := found(ctx, s); len(all) > 0 {
					t.Errorf("acme finds %q", all)
				}
			}
			return nil
		})
	}
	// Instances of one tenant have namespaces of their own, and share what they ask for.
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		return errors.Join(s.Files.Put(ctx, "own", []byte("x")), s.Common.Put(ctx, "shared", []byte("x")))
	})
	victim.Plan("second", func(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
		if _, err := s.Files.Get(ctx, "own"); !errors.Is(err, sig.ErrNotFound) {
			t.Errorf("another instance's object: %v", err)
		}
		if _, err := s.Common.Get(ctx, "shared"); err != nil {
			t.Errorf("what the tenant shares: %v", err)
		}
		if _, err := s.Creds.Get(ctx, "api-key"); !errors.Is(err, sig.ErrNotFound) {
			t.Errorf("another instance's credential: %v", err)
		}
		return victim.Loot{}, nil
	})
	if _, err := w.Bus().Invoke(t.Context(), "acme-second.run", sig.Params{"plot": "second"}); err != nil {
		t.Error(err)
	}
}

// Lists and maps of providers skipped the scoping.
func TestListsAndMapsAreScoped(t *testing.T) {
	staff := func(o office) {
		t.Helper()
		for _, tenant := range []string{"globex", "acme"} {
			if err := errors.Join(o.hire("clerk", tenant+"-clerk", tenant, "front"), o.hire("cashier", tenant+"-cashier", tenant, "back of "+tenant)); err != nil {
				t.Fatal(err)
			}
		}
	}
	// reached is whom a component of acme reaches by its list and its map.
	reached := func(ctx context.Context, list []victim.Teller, byDesk map[string]victim.Teller) (own, foreign []string, err error) {
		sort := func(way string, teller victim.Teller) {
			got, failed := teller.Tell(ctx)
			if err = errors.Join(err, failed); strings.Contains(way+got.Text, "globex") {
				foreign = append(foreign, way+got.Text)
			} else {
				own = append(own, way+got.Text)
			}
		}
		for _, teller := range list {
			sort("", teller)
		}
		for desk, teller := range byDesk {
			sort(desk+": ", teller)
		}
		return own, foreign, err
	}
	naive := newNaiveKernel()
	staff(naive)
	list, byDesk := naive.list("acme")
	if _, foreign, err := reached(t.Context(), list, byDesk); len(foreign) != 3 || err != nil {
		t.Fatalf("the naive kernel gives acme %q, %v, so that nothing is proved", foreign, err)
	}

	w := newWorld(t)
	staff(tellers{w})
	w.instantiate("suspect", "acme-late", "acme") // lists are filled when an instance mounts
	victim.Plan("tellers", func(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
		own, foreign, err := reached(ctx, s.Tellers, s.ByDesk)
		if len(own) != 4 || len(foreign) != 0 {
			t.Errorf("acme reaches %q of its own and %q", own, foreign)
		}
		return victim.Loot{}, err
	})
	if _, err := w.Bus().Invoke(t.Context(), "acme-late.run", sig.Params{"plot": "tellers"}); err != nil {
		t.Fatal(err)
	}
}

// Authorisation without a provider was skipped. Here the work behind a door is done when whoever decides says so, and not
// when there is nobody to ask.
func TestWithoutAProviderTheAnswerIsNo(t *testing.T) {
	type door func(work func()) error
	opens := func(d door) (done bool, err error) {
		err = d(func() { done = true })
		return done, err
	}
	naive := func(authorise func(tenant string) error) door {
		return func(work func()) error {
			if authorise != nil { // else no provider is there, and nothing to be asked
				if err := authorise("acme"); err != nil {
					return err
				}
			}
			work()
			return nil
		}
	}
	if done, _ := opens(naive(func(string) error { return sig.ErrDenied })); done {
		t.Fatal("the naive door is open to whom its provider refuses")
	}
	if done, err := opens(naive(nil)); !done {
		t.Fatalf("the naive door is shut without a provider, so that nothing is proved: %v", err)
	}

	w := newWorld(t)
	call := func(k *sig.Kernel) door {
		return func(work func()) error {
			victim.Plan("work", func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
				work()
				return victim.Loot{}, nil
			})
			_, err := victim.NewSuspectClient(k).Target("acme").Run(t.Context(), victim.Order{Plot: "work"})
			return err
		}
	}
	bare := func() *sig.Kernel {
		k := sig.New()
		t.Cleanup(func() { _ = k.Shutdown(context.Background()) })
		if err := k.Discover(config.ProviderFactory, victim.SuspectFactory, victim.BoardFactory); err != nil {
			t.Fatal(err)
		}
		return k
	}
	shut, without := bare(), bare()
	if err := without.Boot(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, k := range []*sig.Kernel{shut, without} {
		if _, err := k.Instantiate("suspect", "acme-suspect", sig.Props{"target": "acme"}); err != nil {
			t.Fatal(err)
		}
	}
	if why := without.Why("acme-suspect"); !strings.Contains(why, "needs a provider of") {
		t.Errorf("without providers it says %q", why)
	}
	request := func(resolve func(*http.Request) (string, error)) door {
		return func(work func()) error {
			rec := httptest.NewRecorder()
			h := tenancy.Middleware(resolve)(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { work() }))
			if h.ServeHTTP(rec, httptest.NewRequest("GET", "/", nil)); rec.Code != http.StatusOK {
				return sig.ErrDenied
			}
			return nil
		}
	}
	outside := func(allow string) door {
		return func(work func()) error {
			s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { work() }))
			defer s.Close()
			admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
			if err != nil {
				return err
			}
			if allow != "" {
				if err := admin.Set("tenants.acme.http.allow", strings.ReplaceAll(allow, "{server}", s.URL)); err != nil {
					return err
				}
			}
			_, err = w.as("acme", "", func(ctx context.Context, a *victim.Suspect, _ string) (victim.Loot, error) {
				_, err := a.HTTP.Do(ctx, sig.HTTPRequest{URL: s.URL})
				return victim.Loot{}, err
			})
			return err
		}
	}
	for name, c := range map[string]struct {
		without, with door
		want          error
	}{
		"a kernel that is not open":         {call(shut), call(w.Kernel), sig.ErrDenied},
		"handles of no provider":            {call(without), call(w.Kernel), sig.ErrBusy},
		"a request that nobody verifies":    {request(nil), request(func(*http.Request) (string, error) { return "acme", nil }), sig.ErrDenied},
		"a server that is on nobody's list": {outside(""), outside("{server}"), sig.ErrScope},
	} {
		if done, err := opens(c.without); done || !errors.Is(err, c.want) {
			t.Errorf("%s: done %v, %v", name, done, err)
		}
		if done, err := opens(c.with); !done || err != nil {
			t.Errorf("%s, when somebody decides: done %v, %v", name, done, err)
		}
	}
}

// Removing an instance left its route, and removing the last one dropped the factory.
func TestRemovingAnInstance(t *testing.T) {
	// ghosts dismisses the only teller of its tenant and its kind, asks for it in every way that there was, and
	// returns which ones are answered, with what error others are refused, and whether there can be another.
	ghosts := func(o office) (answered []string, refused map[string]error, again error) {
		t.Helper()
		if err := o.hire("clerk", "initech-clerk", "initech", ""); err != nil {
			t.Fatal(err)
		}
		ways := o.ways("initech-clerk", "initech")
		for way, ask := range ways {
			if text, err := ask(); !strings.Contains(text, "clerk of initech") || err != nil {
				t.Fatalf("%s, before: %q, %v", way, text, err)
			}
		}
		if err := o.dismiss("initech-clerk"); err != nil {
			t.Fatal(err)
		}
		refused = map[string]error{}
		for way, ask := range ways {
			text, err := ask()
			if refused[way] = err; err == nil {
				answered = append(answered, way+": "+text)
			}
		}
		again = o.hire("clerk", "initech-clerk", "initech", "")
		return answered, refused, errors.Join(again, o.dismiss("initech-clerk"))
	}
	if answered, _, again := ghosts(newNaiveKernel()); len(answered) != 2 || again == nil {
		t.Fatalf("of the naive kernel %q are left, and another is %v, so that nothing is proved", answered, again)
	}

	o := tellers{newWorld(t)}
	for range 3 {
		answered, refused, again := ghosts(o)
		if len(answered) > 0 || again != nil {
			t.Errorf("removed, and answers %q; made anew: %v", answered, again)
		}
		for way, err := range refused {
			if !errors.Is(err, sig.ErrNotFound) && !(way == "kept" && errors.Is(err, sig.ErrInstanceGone)) {
				t.Errorf("%s: %v", way, err)
			}
		}
	}
}

// Two factories could not serve one route.
func TestTwoFactoriesServeOneRoute(t *testing.T) {
	// mistaken is who is not answered by its own teller.
	mistaken := func(o office) (all []string) {
		t.Helper()
		if err := errors.Join(o.hire("clerk", "acme-teller", "acme", ""), o.hire("cashier", "globex-teller", "globex", "")); err != nil {
			t.Fatal(err)
		}
		for tenant, want := range map[string]string{"acme": "clerk of acme", "globex": "cashier of globex"} {
			for way, ask := range o.ways(tenant+"-teller", tenant) {
				if text, err := ask(); !strings.Contains(text, want) || err != nil {
					all = append(all, fmt.Sprintf("%s, %s: %q, %v", tenant, way, text, err))
				}
			}
		}
		return all
	}
	if len(mistaken(newNaiveKernel())) == 0 {
		t.Fatal("the naive kernel serves both, so that nothing is proved")
	}
	for _, m := range mistaken(tellers{newWorld(t)}) {
		t.Error(m)
	}
}

// One lock held up every reactive write. Here something of acme hangs while a setting of globex changes.
func TestOneTenantsWritesDoNotHoldUpAnothers(t *testing.T) {
	// heldUp has acme hang and then writes for globex and reads what it wrote: is that still waiting when contended
	// says so, or when it takes for ever? hang returns when nothing of acme hangs any more.
	heldUp := func(hang func(inside func()), write func(tenant, note string) error, read func(tenant string) string, contended <-chan struct{}) bool {
		t.Helper()
		inside, goOn, over := make(chan struct{}), make(chan struct{}), make(chan struct{})
		var once sync.Once
		go func() {
			defer close(over)
			hang(func() { once.Do(func() { close(inside) }); <-goOn })
		}()
		<-inside
		written := make(chan struct{})
		go func() {
			defer close(written)
			if err := write("globex", "new"); err != nil {
				t.Error(err)
			}
			if got := read("globex"); got != "new" {
				t.Errorf("globex reads %q of its change", got)
			}
		}()
		waits := false
		select {
		case <-written:
		case <-contended:
			waits = true
		case <-time.After(10 * time.Second):
			waits = true
		}
		close(goOn)
		<-over
		<-written
		return waits
	}
	naive := &naiveStore{values: map[string]string{}, contended: make(chan struct{}, 2), effects: map[string]func(string){}}
	if !heldUp(func(inside func()) {
		naive.effects["acme"] = func(string) { inside() }
		if err := naive.write("acme", "hang"); err != nil {
			t.Error(err)
		}
	}, naive.write, naive.read, naive.contended) {
		t.Fatal("the naive store does not hold globex up, so that nothing is proved")
	}

	w := newWorld(t)
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	write := func(tenant, note string) error { return admin.Set("tenants."+tenant+".suspect.note", note) }
	read := func(tenant string) string {
		l, err := w.as(tenant, "", func(_ context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
			return victim.Loot{Text: s.Settings.Get().Note}, nil
		})
		if err != nil {
			t.Error(err)
		}
		return l.Text
	}
	effects := make(chan struct{}, 8) // of acme, that have ended
	stuck := func() {}
	victim.PlanBrooding(func(_ context.Context, _ sig.Storage, note string) error {
		if note == "hang" {
			stuck()
			effects <- struct{}{}
		}
		return nil
	})
	for _, tenant := range []string{"acme", "globex"} {
		w.instantiate("brooder", tenant+"-brooder", tenant)
	}
	for name, hang := range map[string]func(inside func()){
		"an effect": func(inside func()) {
			stuck = inside
			if err := write("acme", "hang"); err != nil {
				t.Error(err)
			}
			<-effects
		},
		"a call": func(inside func()) {
			if _, err := w.as("acme", "", func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
				inside()
				return victim.Loot{}, nil
			}); err != nil {
				t.Error(err)
			}
		},
	} {
		if err := write("globex", "old"); err != nil {
			t.Fatal(err)
		}
		if heldUp(hang, write, read, nil) {
			t.Errorf("a write for globex waits for %s of acme", name)
		}
	}
}

// Start-up was quadratic: twice the instances took four times as long. What is compared is work, in bytes, which
// no other program on the machine changes; TestBootLooksAtEachEdgeABoundedNumberOfTimes counts steps.
func TestStartUpIsLinear(t *testing.T) {
	// growth is how many times as much start does for 16 times as many tenants: linear is 16, quadratic 256.
	growth := func(start func(tenants int) (boot func())) uint64 {
		work := func(tenants int) uint64 {
			boot := start(tenants)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			boot()
			runtime.ReadMemStats(&after)
			return after.TotalAlloc - before.TotalAlloc
		}
		work(100) // what is made once
		few, many := work(150), work(2400)
		t.Logf("%d bytes for 150 tenants, %d for 2400", few, many)
		return many / few
	}
	const most = 20
	staff := func(o office, tenants int) {
		for n := range tenants {
			name := "t" + strconv.Itoa(n)
			if err := errors.Join(o.hire("clerk", name+"-clerk", name, ""), o.hire("cashier", name+"-cashier", name, "")); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := growth(func(tenants int) func() {
		k := newNaiveKernel()
		staff(k, tenants)
		return func() {
			if bound := k.boot(); len(bound) != 2*tenants {
				t.Fatalf("the naive kernel binds %d of %d", len(bound), 2*tenants)
			}
		}
	}); n <= most {
		t.Fatalf("the naive kernel does %d times as much, so that nothing is proved", n)
	}
	if n := growth(func(tenants int) func() {
		k := sig.New()
		t.Cleanup(func() {
			if err := k.Shutdown(context.Background()); err != nil {
				t.Error(err)
			}
		})
		if err := k.Discover(victim.ClerkFactory, victim.CashierFactory); err != nil {
			t.Fatal(err)
		}
		staff(tellers{&world{Kernel: k, t: t}}, tenants)
		return func() {
			if err := k.Boot(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}); n > most {
		t.Errorf("for 16 times as many instances a boot does %d times as much", n)
	}
}
