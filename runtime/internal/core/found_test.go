package core

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Who serves a call by name is decided in one pass for the usual call, and in full for every other. Through
// any history the short way lets in nobody whom the full way would not, and as nobody else.
func TestTheShortWayToAnInstanceIsTheLongOne(t *testing.T) {
	ctx := t.Context()
	targets := []string{"t0", "t1", "t2"}
	refuse := errors.New("not today")
	short, long := 0, 0
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 4))
		fails := false
		failing := func(f *FactorySpec) {
			f.Activate = func(Body, context.Context) error {
				if fails {
					return refuse
				}
				return nil
			}
		}
		k := booted(t, nil, []Factory{
			greeterFactory("g", ScopeTenant, nil, failing),
			greeterFactory("better", ScopeTenant, nil, failing, func(f *FactorySpec) { f.Rank = 1 }),
			greeterFactory("mute", ScopeTenant, nil, func(f *FactorySpec) { f.Provides = nil }),
			virtualFactory("v", newShelf()),
			greeterFactory("board", ScopeShared, nil),
		}, "board board")
		names := []string{"greet.greet", "greet.slow", "greet.none", "none.greet", "board.greet", "greet"}
		var all []string
		agree := func(step string) {
			t.Helper()
			for _, name := range names {
				for _, target := range append(targets, "", "nobody", "board") {
					var f found
					ok := k.findForHost(name, target, &f)
					full, i, err := k.lookUp(&who{}, name, target, true)
					var b *Mounted
					if i != nil {
						b = i.live.Load()
					}
					switch {
					case !ok && f != found{}:
						t.Fatalf("seed %d, %s: %s of %q is left to the full way with %+v", seed, step, name, target, f)
					case !ok:
						long++
						continue
					case err != nil || f.b != b || f.s != &b.first || f.spec != full.spec || f.m != full.m || f.caller != full.caller || f.remote || full.remote:
						t.Errorf("seed %d, %s: %s of %q is %+v; in full it is %+v, %v", seed, step, name, target, f, full, err)
					case k.exact.get(strings.TrimSuffix(name, ".greet")) != nil:
						t.Errorf("seed %d, %s: %s of %q takes no notice of the instance that has this name", seed, step, name, target)
					case f.b.inst.target() != target || f.b.phase.Load() != phaseActive || i.outside(nil) != nil:
						t.Errorf("seed %d, %s: %s of %q lets a call into %s of %q", seed, step, name, target, f.b.inst.name, f.b.inst.target())
					}
					short++
					f.b.uncount(f.s)
				}
			}
			k.exact.each(func(i *inst) {
				if b := i.live.Load(); b != nil {
					if flight, calls := b.count(); flight != 0 || calls != 0 {
						t.Errorf("seed %d, %s: looking at %s counted %d calls, of which %d are in flight", seed, step, i.name, calls, flight)
					}
				}
			})
		}
		for n := range 60 {
			name := fmt.Sprint("i", n)
			pick := func() *inst {
				if len(all) == 0 {
					return nil
				}
				return k.exact.get(all[r.IntN(len(all))])
			}
			target := targets[r.IntN(len(targets))]
			fails = r.IntN(6) == 0
			step := ""
			switch i := pick(); r.IntN(11) {
			case 0, 1, 2:
				component := []string{"g", "better", "mute", "v"}[r.IntN(4)]
				if r.IntN(12) == 0 {
					name = "greet" // as a route is
				}
				step = "add " + name + " of " + component + " for " + target
				p := Props{"target": target}
				if component == "v" {
					p["sig.residency"] = "lazy"
				}
				if _, err := k.Add(ctx, component, name, p); err == nil {
					all, names = append(all, name), append(names, name+".greet")
				}
			case 3:
				if i != nil {
					step = "remove " + i.name
					_ = k.Remove(ctx, i.name)
				}
			case 4:
				if i != nil {
					component := []string{"g", "better", "mute", "v", ""}[r.IntN(5)]
					step = "replace " + i.name + " by " + component
					_, _ = k.Replace(ctx, i.name, component, nil)
				}
			case 5:
				if i != nil {
					step = "fail " + i.name
					_ = k.deactivate(ctx, i, StateFailed)
				}
			case 6:
				if i != nil {
					step = "drain " + i.name
					_ = k.DrainInstance(ctx, i.name)
				}
			case 7:
				if i != nil {
					step = "bring up " + i.name
					if b, err := k.awake(ctx, i, 0); err == nil {
						b.first.n.Add(^uint64(0)) // what held it
					}
				}
			case 8:
				if i != nil && i.live.Load() != nil {
					step = "passivate " + i.name
					k.passivate(ctx, i.live.Load())
				}
			case 9:
				if i != nil && i.live.Load() != nil {
					b := i.live.Load()
					b.halt(ctx)
					agree("hold " + i.name)
					b.release(phaseActive)
					step = "release " + i.name
				}
			case 10:
				step = "offboard " + target
				if r.IntN(2) == 0 {
					if _, err := k.Offboard(ctx, target); err == nil {
						break
					}
				}
				k.mu.Lock()
				if t := k.tenantOf(target); t != nil {
					step = "begin to offboard " + target
					t.suspend()
				}
				k.mu.Unlock()
			}
			agree(step)
		}
	}
	if short == 0 || long == 0 {
		t.Errorf("%d calls went the short way and %d the long one; the test is for both", short, long)
	}
}
