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
)

// Nobody learns from an error, its text, or the work behind it who else exists.
func TestErrorsDoNotTellWhoExists(t *testing.T) {
	w := newWorld(t)
	w.plant("globex", globexCanary)
	host := victim.NewSuspectClient(w.Kernel)
	bus := w.Bus()
	w.must("acme", func(ctx context.Context, _ *victim.Suspect) error {
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
		}
		for name, ask := range asks {
			there, absent := ask("globex"), ask("nobody")
			if there == nil || absent == nil {
				t.Errorf("%s: %v, %v", name, there, absent)
				continue
			}
			if strings.ReplaceAll(there.Error(), "globex", "nobody") != absent.Error() {
				t.Errorf("%s: who exists gets %q, who does not %q", name, there, absent)
			}
			var a, b *sig.Error
			if !errors.As(there, &a) || !errors.As(absent, &b) || a.Code != b.Code || a.Retry != b.Retry || a.Instance != b.Instance || a.Expected != b.Expected {
				t.Errorf("%s: %+v and %+v", name, a, b)
			}
			work := func(tenant string) float64 { return testing.AllocsPerRun(50, func() { _ = ask(tenant) }) }
			if x, y := work("globex"), work("nobody"); x != y {
				t.Errorf("%s: %v allocations for who exists, %v for who does not", name, x, y)
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
	victim.Plan("blab", func(ctx context.Context, s *victim.Suspect, how string) (victim.Loot, error) {
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
		}
		return victim.Loot{}, nil
	})
	answers := map[string]*strings.Builder{"acme": {}, "globex": {}}
	for _, how := range []string{"answer", "error", "panic", "panic with it", "log", "job", "url", "database"} {
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
	for where, text := range map[string]string{"the log": log, "acme's answers": answers["acme"].String(), "globex's answers": answers["globex"].String()} {
		for _, secret := range []string{acmeSecret, globexSecret} {
			if strings.Contains(text, secret) {
				t.Errorf("a secret is in %s", where)
			}
		}
	}
	if n := len(w.log.audits); n != 16 {
		t.Errorf("%d lines in the audit's book, want one for each of 16 visits", n)
	}
}
