package attack

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/internal/core"
	"github.com/sigen-dev/sigen/runtime/provider/config"
)

// Nobody learns from an error, its text, or the work behind it who else exists.
func TestErrorsDoNotTellWhoExists(t *testing.T) {
	reached := make(chan string, 64)
	w := newWorld(t, core.WithSteps(func(step string) { reached <- step }))
	w.plant("globex", globexCanary)
	// Who has been here, or is on the way out, is nobody's business either.
	for _, name := range []string{"former", "buried", "leaves"} {
		w.instantiate("suspect", name+"-suspect", name)
		w.plant(name, globexCanary)
	}
	if err := w.Remove(t.Context(), "former-suspect"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Offboard(t.Context(), "buried"); err != nil {
		t.Fatal(err)
	}
	for len(reached) > 0 {
		<-reached
	}
	inside, goOn, ended := make(chan struct{}), make(chan struct{}), make(chan error, 2)
	go func() {
		_, err := w.as("leaves", "", func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
			close(inside)
			<-goOn
			return victim.Loot{}, nil
		})
		ended <- err
	}()
	<-inside
	go func() { _, err := w.Offboard(context.Background(), "leaves"); ended <- err }()
	for step := ""; step != "suspended"; step = <-reached {
	}
	defer func() {
		close(goOn)
		if err := errors.Join(<-ended, <-ended); err != nil {
			t.Error(err)
		}
	}()
	host := victim.NewSuspectClient(w.Kernel)
	bus := w.Bus()
	as := func(who string, err error) string { // the text, as if somebody were nobody
		return strings.NewReplacer(who, "nobody", strings.ToUpper(who), "NOBODY").Replace(err.Error())
	}
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		asks := map[string]func(tenant string) error{
			"a client": func(tenant string) error {
				_, err := host.Target(tenant).Mirror(ctx, victim.Spot{})
				return err
			},
			"by instance": func(tenant string) error {
				_, err := bus.Invoke(ctx, tenant+"-suspect.mirror", sig.Params{"x": 1, "y": 1})
				return err
			},
			"by target": func(tenant string) error {
				_, err := bus.Invoke(ctx, "suspect.mirror", sig.Params{"x": 1, "y": 1, "target": tenant})
				return err
			},
			"by target, in JSON": func(tenant string) error {
				_, err := bus.InvokeJSON(ctx, "suspect.mirror", []byte(`{"x":1,"y":1,"target":"`+tenant+`"}`))
				return err
			},
			"by target, with params that do not fit": func(tenant string) error {
				_, err := bus.InvokeJSON(ctx, "suspect.mirror", []byte(`{"z":1,"target":"`+tenant+`"}`))
				return err
			},
			"a runnable that is not there": func(tenant string) error {
				_, err := bus.Invoke(ctx, tenant+"-suspect.nothing", nil)
				return err
			},
			"a context": func(tenant string) error {
				_, err := sig.ForTenant(ctx, tenant)
				return err
			},
			"an event": func(tenant string) error {
				return s.Publish(ctx, tenant+".rumour", victim.Rumour{})
			},
			"a file":        func(tenant string) error { _, err := s.Files.Get(ctx, "canary-of-"+tenant); return err },
			"a common file": func(tenant string) error { _, err := s.Common.Get(ctx, tenant+"/canary"); return err },
			"a credential": func(tenant string) error {
				_, err := s.Creds.Get(ctx, "instances."+tenant+"-suspect.api-key")
				return err
			},
			"a server": func(tenant string) error {
				_, err := s.HTTP.Do(ctx, sig.HTTPRequest{URL: "https://" + tenant + ".example.com/"})
				return err
			},
			"a table": func(tenant string) error {
				_, err := s.Pool.Query(ctx, "SELECT * FROM "+tenant+".canaries")
				return err
			},
		}
		if err := s.Pool.Use(ctx, s.Settings.Get().URL); err != nil {
			return err
		}
		for name, ask := range asks {
			for _, who := range []string{"globex", "former", "buried", "leaves"} {
				there, absent := ask(who), ask("nobody")
				if there == nil || absent == nil {
					t.Errorf("%s: %v, %v", name, there, absent)
					continue
				}
				if as(who, there) != absent.Error() {
					t.Errorf("%s: %s, who exists, gets %q, who does not %q", name, who, there, absent)
				}
				var a, b *sig.Error
				if !errors.As(there, &a) || !errors.As(absent, &b) || a.Code != b.Code || a.Retry != b.Retry || a.Instance != b.Instance {
					t.Errorf("%s: %+v and %+v", name, a, b)
				}
				work := func(tenant string) float64 { return testing.AllocsPerRun(50, func() { _ = ask(tenant) }) }
				if name == "a table" || name == "a server" {
					continue // what goes through SQLite and net/url allocates as it likes
				}
				if x, y := work(who), work("nobody"); x != y {
					t.Errorf("%s: %v allocations for %s, %v for who does not exist", name, x, who, y)
				}
			}
		}
		return nil
	})
}

// Nor from how long it takes: the middle one of many calls, taken in turns, so that the
// machine's other work hits both alike. A naive check looks at what it found first.
func TestTimeDoesNotTellWhoExists(t *testing.T) {
	w := newWorld(t)
	const rounds = 4000
	medians := func(ask func(tenant string)) (there, absent time.Duration) {
		var took [2][]time.Duration
		for n := range 2 * rounds {
			name := [2]string{"globex", "nobody"}[n%2]
			start := time.Now()
			ask(name)
			took[n%2] = append(took[n%2], time.Since(start))
		}
		for _, d := range took {
			slices.Sort(d)
		}
		return took[0][rounds/2], took[1][rounds/2]
	}
	apart := func(a, b time.Duration) bool { return max(a, b) > min(a, b)*3/2 }
	records := map[string][]byte{"globex": make([]byte, 1<<16)}
	if a, b := medians(func(tenant string) {
		if r, ok := records[tenant]; ok && sha256.Sum256(r) == [32]byte{} { // the check of a permission that is looked up
			t.Error("a zero sum")
		}
	}); !apart(a, b) {
		t.Fatalf("the naive check takes %v and %v, so that nothing is proved", a, b)
	}
	bus, host := w.Bus(), victim.NewSuspectClient(w.Kernel)
	w.must("acme", func(ctx context.Context, _ *victim.Suspect) error {
		for name, ask := range map[string]func(tenant string){
			"by instance": func(tenant string) {
				_, _ = bus.Invoke(ctx, tenant+"-suspect.mirror", sig.Params{"x": 1, "y": 1})
			},
			"by target": func(tenant string) {
				_, _ = bus.Invoke(ctx, "suspect.mirror", sig.Params{"x": 1, "y": 1, "target": tenant})
			},
			"by target, in JSON": func(tenant string) {
				_, _ = bus.InvokeJSON(ctx, "suspect.mirror", []byte(`{"x":1,"y":1,"target":"`+tenant+`"}`))
			},
			"a client": func(tenant string) { _, _ = host.Target(tenant).Mirror(ctx, victim.Spot{}) },
		} {
			there, absent := medians(ask)
			for tries := 0; tries < 3 && apart(there, absent); tries++ {
				there, absent = medians(ask)
			}
			if apart(there, absent) {
				t.Errorf("%s: %v for who exists, %v for who does not", name, there, absent)
			}
			t.Logf("%s: %v for who exists, %v for who does not", name, there, absent)
		}
		return nil
	})
}

// Whatever tenants and their calls do, nothing of one reaches the other's answers,
// errors and log lines, and no secret reaches anything.
func TestCanariesAndSecrets(t *testing.T) {
	w := newWorld(t)
	w.plant("acme", acmeCanary)
	w.plant("globex", globexCanary)
	// An effect that fails takes its instance down, and whoever requires it: see below.
	victim.PlanBrooding(func(ctx context.Context, files sig.Storage, note string) error {
		return fmt.Errorf("nothing comes of %s with %v", note, files)
	})
	victim.Plan("blab", blab)
	answers := map[string]*strings.Builder{"acme": {}, "globex": {}}
	for _, how := range hows {
		if how == "a server's URL" {
			for tenant := range answers {
				w.settle(tenant, "postgres://"+tenant+":"+passwordOf(tenant)+"@127.0.0.1:1/"+tenant)
			}
		}
		for tenant, all := range answers {
			for _, call := range []func() (any, error){
				func() (any, error) {
					return victim.NewSuspectClient(w.Kernel).Target(tenant).Run(t.Context(), victim.Order{Plot: "blab", Arg: how})
				},
				func() (any, error) {
					return w.Bus().Invoke(t.Context(), "suspect.run", sig.Params{"plot": "blab", "arg": how, "target": tenant})
				},
				func() (any, error) {
					return victim.NewAuditorClient(w.Kernel).Visit(t.Context(), victim.Visit{Whom: tenant, Why: "because", Order: victim.Order{Plot: "blab", Arg: how}})
				},
			} {
				got, err := call()
				fmt.Fprintf(all, "%s: %+v, %v\n", how, got, err)
			}
		}
	}
	// What a host shows of one tenant: why nothing runs, how it is, what was not delivered,
	// where its settings come from.
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	kernel := new(strings.Builder) // what is nobody's
	for tenant, all := range answers {
		_, err := w.Instantiate("brooder", tenant+"-brooder", sig.Props{"target": tenant})
		fmt.Fprintln(all, err, w.Why(tenant+"-brooder"))
		if why := w.Why(tenant + "-brooder"); why == "" {
			t.Error("what fails has no reason, so that none is searched")
		}
		letters := w.DeadLetters(tenant)
		fmt.Fprintf(all, "%+v\n", letters)
		for _, path := range []string{"suspect.url", "suspect.note", "sig.limit"} {
			fmt.Fprintf(all, "%+v\n", admin.(config.Admin).Explain("tenants."+tenant+"."+path))
			fmt.Fprintf(all, "%+v\n", admin.(config.Admin).History("tenants."+tenant+"."+path))
		}
		text := all.String()
		if !strings.Contains(text, "postgres://"+tenant+":[secret]@") || !strings.Contains(text, "nothing comes of") {
			t.Error("neither the URL nor the failure is shown, so that nothing is searched")
		}
	}
	for _, st := range w.Status().Instances {
		all := kernel
		if st.Target != "" {
			all = answers[st.Target]
		}
		fmt.Fprintf(all, "%+v %s\n", st, w.Why(st.Name))
	}
	fmt.Fprintf(kernel, "%q %+v\n", w.Components(), w.Remains())
	for _, tenant := range []string{"acme", "globex"} {
		if _, err := w.Offboard(t.Context(), tenant); err != nil {
			t.Fatal(err)
		}
	}
	for _, finding := range w.Health(t.Context()) {
		fmt.Fprintln(answers["acme"], finding)
	}
	log := w.log.text()
	for tenant, canary := range map[string]string{"acme": acmeCanary, "globex": globexCanary} {
		if !strings.Contains(answers[tenant].String(), canary) || !strings.Contains(log, canary) {
			t.Errorf("%s does not even see its own canary, so the search proves nothing", tenant)
		}
	}
	if strings.Contains(answers["acme"].String(), globexCanary) || strings.Contains(answers["globex"].String(), acmeCanary) {
		t.Error("a canary is in another tenant's answers")
	}
	for line := range strings.Lines(log) {
		if strings.Contains(line, globexCanary) && !strings.Contains(line, `tenant="globex"`) || strings.Contains(line, acmeCanary) && !strings.Contains(line, `tenant="acme"`) {
			t.Errorf("a canary is in a line that is not its tenant's: %s", line)
		}
	}
	for _, canary := range []string{acmeCanary, globexCanary} {
		if strings.Contains(kernel.String(), canary) {
			t.Errorf("a canary is in what is nobody's: %s", kernel)
		}
	}
	for where, text := range map[string]string{"the log": log, "acme's answers": answers["acme"].String(), "globex's answers": answers["globex"].String(), "the kernel's": kernel.String()} {
		for _, secret := range []string{acmeSecret, globexSecret, passwordOf("acme"), passwordOf("globex")} {
			if strings.Contains(text, secret) {
				t.Errorf("a secret is in %s", where)
			}
		}
	}
	if n := len(w.log.audits); n != 2*len(hows) {
		t.Errorf("%d lines in the audit's book, want one for each of %d visits", n, 2*len(hows))
	}
}

// blab puts what its tenant has, and what it is told in secret, into whatever a call can write.
func blab(ctx context.Context, s *victim.Suspect, how string) (victim.Loot, error) {
	secret, err := s.Creds.Get(ctx, "api-key")
	if err != nil {
		return victim.Loot{}, err
	}
	mine, _ := s.Files.Get(ctx, "canary")
	switch how {
	case "answer":
		return victim.Loot{Text: fmt.Sprintf("%v %+v %#v %s %q %x %s", secret, secret, secret, secret, secret, secret, mine)}, nil
	case "error":
		return victim.Loot{}, fmt.Errorf("no luck with %v of %+v: %s", secret, s.Creds, mine)
	case "panic":
		panic(fmt.Sprintf("%v %s", secret, mine))
	case "panic with it":
		panic(secret)
	case "log":
		s.Log().Log(ctx, sig.LevelError, "secret "+secret.String(), sig.Attr{Key: "own", Value: string(mine)})
	case "job":
		s.Go(func(context.Context) error { return fmt.Errorf("%v %s", secret, mine) })
	case "url":
		return victim.Loot{Text: fmt.Sprintf("%v %+v %#v", s.Settings.Get().URL, s.Settings, s.Pool)}, nil
	case "database":
		_, err := s.Pool.Exec(ctx, "SELECT * FROM nothing WHERE x = ?", secret.String())
		return victim.Loot{}, err
	case "a server's URL": // that does not answer, or that nobody has linked
		err := s.Pool.Use(ctx, s.Settings.Get().URL)
		return victim.Loot{Text: fmt.Sprintf("%+v %#v %v", s.Pool.State(), s.Pool.State(), s.Settings.Get())}, err
	case "a server's URL in a panic":
		panic(s.Settings.Get())
	case "the way outside":
		_, err := s.HTTP.Do(ctx, sig.HTTPRequest{URL: "https://user:" + passwordOf(s.Target()) + "@example.com/" + string(mine)})
		return victim.Loot{}, err
	case "an event":
		return victim.Loot{}, s.Publish(ctx, "victim.rumour", victim.Rumour{Text: string(mine)})
	}
	return victim.Loot{}, nil
}

// hows are all the ways of blabbing.
var hows = []string{"answer", "error", "panic", "panic with it", "log", "job", "url", "database", "an event", "a server's URL", "a server's URL in a panic", "the way outside"}

// passwordOf is what a tenant logs in with where it is not by a credential.
func passwordOf(tenant string) string { return "password-of-" + tenant + "-6b1d" }
