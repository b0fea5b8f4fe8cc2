package core

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
)

func residenciesOf(k *Kernel, names ...string) string {
	var all []string
	for _, name := range names {
		i := k.exact.get(name)
		all = append(all, i.residency().String()+"/"+State(i.status.Load()).String())
	}
	return strings.Join(all, " ")
}

// What configuration has at boot holds from boot on, the narrowest counts, and what it says goes before what the
// program chose for as many.
func TestResidencyIsSetByConfiguration(t *testing.T) {
	conf := newMemoryConfig()
	for path, text := range map[string]string{
		"tenants.t1.sig.residency":     "lazy",
		"tenants.t2.sig.residency":     "pinned",
		"tenants.t2.sig.residencies.v": "resident",
		"defaults.sig.residencies.w":   "lazy",
		"tenants.t3.sig.residency":     "warm", // nobody could refuse it
	} {
		conf.must(t, path, text)
	}
	s := newShelf()
	k := booted(t, nil, []Factory{virtualFactory("v", s), virtualFactory("w", s), conf.factory()},
		"v v-t0 t0", "v v-t1 t1", "v v-t2 t2", "v v-t3 t3", "w w-t1 t1", "w w-t2 t2")
	want := "resident/active lazy/registered resident/active resident/active lazy/registered lazy/registered"
	if got := residenciesOf(k, "v-t0", "v-t1", "v-t2", "v-t3", "w-t1", "w-t2"); got != want {
		t.Errorf("after boot: %s\nwant %s", got, want)
	}
	for _, c := range []struct{ component, target, want string }{
		{"v", "t1", "lazy/registered"}, {"w", "t9", "lazy/registered"}, {"v", "t9", "resident/active"},
	} {
		name := "late-" + c.component + "-" + c.target
		if _, err := k.Add(t.Context(), c.component, name, Props{"target": c.target}); err != nil {
			t.Fatal(err)
		}
		if got := residenciesOf(k, name); got != c.want {
			t.Errorf("%s added later: %s, want %s", name, got, c.want)
		}
	}
	// The program's own choice for the same target is overridden, one that is narrower is not.
	for _, c := range []struct {
		component string
		want      string
	}{{"", "lazy/registered"}, {"v", "pinned/registered"}} {
		if err := k.SetResidency(t.Context(), c.component, "t1", Pinned); err != nil {
			t.Fatal(err)
		}
		if got := residenciesOf(k, "v-t1"); got != c.want {
			t.Errorf("after SetResidency of %q: %s, want %s", c.component, got, c.want)
		}
	}
}

// A change is in force for what is there already: who becomes resident comes up, who becomes lazy
// stays until its place is needed, and what is taken back leaves what was before.
func TestResidencyIsSetLive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conf, s := newMemoryConfig(), newShelf()
		k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy})}, []Factory{virtualFactory("v", s), conf.factory()}, "v v-t0 t0", "v v-t1 t1")
		step := func(path, text, want string) {
			t.Helper()
			if err := conf.change(ConfigChange{Path: path, Value: text, Deleted: text == ""}); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			if got := residenciesOf(k, "v-t0", "v-t1"); got != want {
				t.Errorf("%s=%s: %s, want %s", path, text, got, want)
			}
		}
		step("tenants.t1.sig.residency", "resident", "lazy/registered resident/active")
		step("tenants.t1.sig.residency", "pinned", "lazy/registered pinned/active")
		step("tenants.t1.sig.residency", "", "lazy/registered lazy/active")
		if !k.passivate(t.Context(), k.exact.get("v-t1").live.Load()) {
			t.Error("what is lazy again stays")
		}
		step("defaults.sig.residencies.v", "resident", "resident/active resident/active")
		step("defaults.sig.residencies.v", "", "lazy/active lazy/active")
		step("tenants.t0.other", "x", "lazy/active lazy/active")
	})
}

// A provider of configuration that comes later is heeded as one that was there at boot.
func TestResidencyIsSetByALaterProvider(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conf, s := newMemoryConfig(), newShelf()
		conf.must(t, "tenants.t0.sig.residency", "lazy")
		conf.must(t, "tenants.t1.sig.residency", "resident")
		k := booted(t, nil, []Factory{virtualFactory("v", s)}, "v v-t0 t0", "v v-t1 t1")
		if err := k.SetResidency(t.Context(), "", "t1", Lazy); err != nil {
			t.Fatal(err)
		}
		if !k.passivate(t.Context(), k.exact.get("v-t1").live.Load()) {
			t.Fatal("it stays")
		}
		if err := k.Discover(conf.factory()); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Add(t.Context(), "config", "config", nil); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if got := residenciesOf(k, "v-t0", "v-t1"); got != "lazy/active resident/active" {
			t.Errorf("with configuration: %s", got)
		}
	})
}

func TestAResidencyThatDoesNotFitIsRefused(t *testing.T) {
	conf := newMemoryConfig()
	k := booted(t, nil, []Factory{virtualFactory("shelf", newShelf()), conf.factory(), greeterFactory("board", ScopeShared, nil, provides(sharedContract))}, "shelf v-t0 t0")
	for path, value := range map[string]string{
		"tenants.t0.sig.residency":           "warm",
		"defaults.sig.residency":             "",
		"tenants.t0.sig.residencies.shelf":   "Lazy",
		"tenants.t0.sig.residencies.shelv":   "lazy",
		"tenants.t0.sig.residencies.board":   "lazy",
		"tenants.t0.sig.residencies.shelf.x": "lazy",
		"shared.sig.residency":               "lazy",
	} {
		err := conf.set(path, value)
		wantErr(t, path, err, ErrInvalid)
		var e *Error
		if errors.As(err, &e); e == nil || e.Path != path || e.Expected == "" {
			t.Errorf("%s=%s: the error is %v", path, value, err)
		}
		if strings.HasSuffix(path, "shelv") && !strings.Contains(err.Error(), `did you mean "shelf"`) {
			t.Errorf("it does not say what is near: %v", err)
		}
	}
	for _, c := range []struct {
		component string
		p         Props
	}{
		{"shelf", Props{"target": "t1", "sig.residency": "warm"}},
		{"shelf", Props{"target": "t1", "sig.residency": 1}},
		{"board", Props{"sig.residency": "lazy"}},
	} {
		_, err := k.Add(t.Context(), c.component, "one", c.p)
		wantErr(t, c.component, err, ErrInvalid)
		var e *Error
		if errors.As(err, &e); e == nil || e.Path != "sig.residency" || e.Expected == "" {
			t.Errorf("%v: the error is %v", c.p, err)
		}
	}
}

// What the properties of one instance say counts before all else, and goes on with them.
func TestResidencyOfOneInstance(t *testing.T) {
	ctx := t.Context()
	conf, s := newMemoryConfig(), newShelf()
	conf.must(t, "tenants.t0.sig.residencies.v", "resident")
	k := booted(t, nil, []Factory{virtualFactory("v", s), conf.factory()}, "v v-t0 t0")
	if _, err := k.Add(ctx, "v", "cold", Props{"target": "t0", "sig.residency": "lazy"}); err != nil {
		t.Fatal(err)
	}
	if got := residenciesOf(k, "v-t0", "cold"); got != "resident/active lazy/registered" {
		t.Errorf("beside a resident one: %s", got)
	}
	if err := k.SetResidency(ctx, "v", "t0", Resident); err != nil {
		t.Fatal(err)
	}
	if got := residenciesOf(k, "cold"); got != "lazy/registered" {
		t.Errorf("after SetResidency: %s", got)
	}
	if _, err := k.Replace(ctx, "cold", "", nil); err != nil {
		t.Fatal(err)
	}
	if got := residenciesOf(k, "cold"); got != "lazy/active" {
		t.Errorf("after Replace with the properties that it has: %s", got)
	}
	if _, err := k.Replace(ctx, "cold", "", Props{"sig.residency": "pinned"}); err != nil {
		t.Fatal(err)
	}
	if got := residenciesOf(k, "cold"); got != "pinned/active" {
		t.Errorf("after Replace with others: %s", got)
	}
	if _, err := k.Replace(ctx, "cold", "", Props{}); err != nil {
		t.Fatal(err)
	}
	if got := residenciesOf(k, "cold"); got != "resident/active" {
		t.Errorf("after Replace without one: %s", got)
	}
}
