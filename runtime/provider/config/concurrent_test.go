package config

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Many writers, colliding or not, good values and bad: each gets its own verdict,
// nothing that returned is lost, versions have no gaps, and the listener always
// knows what is in force.
func TestConcurrentWriters(t *testing.T) {
	for name, o := range map[string]options{"memory": {}, "durable": {State: t.TempDir(), CompactAt: 20_000}} {
		t.Run(name, func(t *testing.T) {
			o.History = 100_000
			s := openStore(t, o)
			j := attach(t, s)
			const writers, each = 16, 150
			var wg sync.WaitGroup
			var good [writers]int
			for w := range writers {
				wg.Go(func() {
					rng := rand.New(rand.NewPCG(1, uint64(w)))
					own := fmt.Sprintf("tenants.t%d.own", w)
					for i := range each {
						value := fmt.Sprintf("v%d-%d", w, i)
						bad := rng.IntN(4) == 0
						if bad {
							value = "bad" + value
						}
						var err error
						switch rng.IntN(3) {
						case 0: // a path of everybody
							err = s.set("w", fmt.Sprintf("shared.k%d", rng.IntN(3)), value)
						case 1:
							err = s.set("w", own, value)
							if !bad {
								wantValue(t, s, own, value)
							}
						case 2:
							err = s.setMany("w", map[string]string{own: value, fmt.Sprintf("shared.k%d", rng.IntN(3)): value})
							if !bad {
								wantValue(t, s, own, value)
							}
						}
						if bad != errors.Is(err, errBad) || !bad && err != nil {
							t.Errorf("%s: %v", value, err)
						}
						if !bad {
							good[w]++
						}
					}
				})
			}
			wg.Wait()
			total := 0
			for _, n := range good {
				total += n
			}
			if s.version.Load() != uint64(total) {
				t.Errorf("version %d after %d good writes", s.version.Load(), total)
			}
			paths := []string{"shared.k0", "shared.k1", "shared.k2"}
			for w := range writers {
				paths = append(paths, fmt.Sprintf("tenants.t%d.own", w))
			}
			j.agrees(paths...)
			state := map[string]string{}
			for _, p := range paths {
				state[p], _ = s.Lookup(p)
				// Each change begins where the one before ended.
				last := ""
				for _, c := range s.past.of(p, s.redact) {
					if c.Old != last {
						t.Fatalf("%s: version %d follows %q, not %q", p, c.Version, c.Old, last)
					}
					last = c.New
				}
				if last != state[p] {
					t.Errorf("%s: history ends with %q, in force is %q", p, last, state[p])
				}
			}
			if o.State == "" {
				return
			}
			must(t, s.close())
			again := openStore(t, o)
			if again.version.Load() != uint64(total) {
				t.Errorf("version %d after opening again, want %d", again.version.Load(), total)
			}
			for p, v := range state {
				wantValue(t, again, p, v)
			}
		})
	}
}

// Writers of one path share a sync too, and every one of their values is judged.
func TestWritersOfOnePath(t *testing.T) {
	s := openStore(t, options{State: t.TempDir()})
	attach(t, s)
	ws := make([]*write, 6)
	for i := range ws {
		value := fmt.Sprint(i)
		if i == 2 || i == 5 {
			value = "bad"
		}
		ws[i] = &write{who: "w", ops: []op{{path: "shared.a", value: value}}}
	}
	size := s.log.Size()
	s.mu.Lock()
	s.process(ws)
	s.mu.Unlock()
	for i, w := range ws {
		if (i == 2 || i == 5) != errors.Is(w.err, errBad) {
			t.Errorf("write %d: %v", i, w.err)
		}
	}
	wantValue(t, s, "shared.a", "4")
	var news []string
	for _, c := range s.past.of("shared.a", s.redact) {
		news = append(news, c.Old+">"+c.New)
	}
	if want := []string{">0", "0>1", "1>3", "3>4"}; !slices.Equal(news, want) || s.log.Size() == size {
		t.Errorf("%v, want %v", news, want)
	}
}

// The store against the simplest model of it, under random actions.
func TestRandomActions(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	for seed := range rounds {
		rng := rand.New(rand.NewPCG(uint64(seed), 7))
		dir := t.TempDir()
		o := options{State: dir, History: 50, CompactAt: 1500, Environ: []string{"SIGEN__SHARED__K1=env"}}
		s := openStore(t, o)
		j := attach(t, s)
		model := map[string]string{}
		states := map[uint64]map[string]string{0: {}}
		copyOf := func() map[string]string {
			m := map[string]string{}
			for k, v := range model {
				m[k] = v
			}
			return m
		}
		for range 120 {
			path := fmt.Sprintf("shared.k%d", rng.IntN(5))
			value := fmt.Sprint(rng.IntN(4))
			before := s.version.Load()
			switch rng.IntN(9) {
			case 0, 1, 2:
				must(t, s.set("w", path, value))
				model[path] = value
			case 3:
				must(t, s.delete("w", path))
				delete(model, path)
			case 4:
				other := fmt.Sprintf("tenants.a.k%d", rng.IntN(3))
				must(t, s.setMany("w", map[string]string{path: value, other: value}))
				model[path], model[other] = value, value
			case 5:
				if err := s.setMany("w", map[string]string{path: "bad", "shared.k4": "no"}); err == nil {
					t.Fatal("bad accepted")
				}
			case 6:
				v := before - min(before, uint64(rng.IntN(8)))
				if err := s.rollback("w", v); err == nil {
					model = map[string]string{}
					for k, x := range states[v] {
						model[k] = x
					}
				} else if !errors.Is(err, sig.ErrInvalid) {
					t.Fatal(err)
				}
			case 7:
				must(t, s.purge("tenants.a"))
				for _, m := range states {
					for k := range m {
						if k[0] == 't' {
							delete(m, k) // a rollback does not bring it back
						}
					}
				}
				for k := range model {
					if k[0] == 't' {
						delete(model, k)
					}
				}
			case 8:
				must(t, s.close())
				s = openStore(t, o)
				detach, err := s.attach(j)
				must(t, err)
				defer detach()
				j.s = s
			}
			if v := s.version.Load(); v > before {
				states[v] = copyOf()
			}
			for i := range 5 {
				p := fmt.Sprintf("shared.k%d", i)
				want, ok := model[p]
				if !ok && i == 1 {
					want, ok = "env", true
				}
				if got, has := s.Lookup(p); got != want || has != ok {
					t.Fatalf("seed %d: %s = %q, %v; want %q, %v", seed, p, got, has, want, ok)
				}
			}
			for i := range 3 {
				p := fmt.Sprintf("tenants.a.k%d", i)
				if got, has := s.Lookup(p); got != model[p] || has != (model[p] != "") {
					t.Fatalf("seed %d: %s = %q, %v; want %q", seed, p, got, has, model[p])
				}
			}
		}
	}
}

func TestWatch(t *testing.T) {
	s := openStore(t, options{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	acme, all := s.watch(ctx, "tenants.acme"), s.watch(ctx, "")
	must(t, s.set("host", "tenants.acmex.a", "0"))
	must(t, s.set("host", "tenants.acme.a", "1"))
	must(t, s.set("host", "tenants.acme.b", "1"))
	must(t, s.set("host", "tenants.acme.a", "2")) // before anybody reads: one event
	must(t, s.delete("host", "tenants.acme.b"))
	var got []Event
	for e := range acme {
		got = append(got, e)
		if len(got) == 2 {
			must(t, s.set("host", "tenants.acme.c", "3"))
		}
		if len(got) == 3 {
			break
		}
	}
	want := []Event{{"tenants.acme.a", "2", false}, {"tenants.acme.b", "", true}, {"tenants.acme.c", "3", false}}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	n := 0
	for range all {
		if n++; n == 4 {
			cancel()
		}
	}
	if n != 4 {
		t.Errorf("%d events for all paths, want 4", n)
	}
	if left := s.watchers.n.Load(); left != 0 {
		t.Errorf("%d watchers left", left)
	}
	for range s.watch(ctx, "") {
		t.Error("an event after the context ended")
	}
	must(t, s.close())
	for range s.watch(context.Background(), "") {
		t.Error("an event after the store closed")
	}
}
