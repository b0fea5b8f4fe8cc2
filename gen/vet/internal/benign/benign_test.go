package benign

import (
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

func TestParse(t *testing.T) {
	if _, err := Parse(text); err != nil {
		t.Fatal(err)
	}
	ms, err := Parse("module a.b/c v1.2.3 h1:x=\nbenign a.b/c.cache follows from its key\n")
	if err != nil {
		t.Fatal(err)
	}
	if m := ms[Key("a.b/c", "v1.2.3")]; m == nil || m.Sum != "h1:x=" || m.Globals["a.b/c.cache"] != "follows from its key" {
		t.Errorf("%+v", m)
	}
	ms, err = Parse("module a.b/c v1.2.3 h1:x=\ncalls M N\nfresh a.b/c.F a.b/c.G\nwrite 0,2 (*a.b/c.T).W\n")
	if err != nil {
		t.Fatal(err)
	}
	if m := ms[Key("a.b/c", "v1.2.3")]; len(m.Calls) != 2 || m.Verbs["a.b/c.G"] != "fresh" || m.Verbs["(*a.b/c.T).W"] != "write 0,2" {
		t.Errorf("%+v", m)
	}
	for _, bad := range []string{"benign x y", "module a b c\nwrite 0", "module a b c\ncalls", "fresh x", "module a b", "module a b c\nbenign x", "nothing"} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("no error for %q", bad)
		}
	}
}

// TestEntriesWereRead promises that a package is trusted only when somebody read its source
// and wrote down what its variables are.
func TestEntriesWereRead(t *testing.T) {
	for key, m := range Load() {
		for path, reason := range m.Packages {
			if !strings.HasPrefix(reason, "read") || !strings.Contains(reason, "variable") {
				t.Errorf("%s of %s: %q does not say that it was read and what its variables are", path, key, reason)
			}
		}
	}
}

// TestNamesExist promises that what is denied and what has a summary is there: a name that is
// misspelt would deny nothing. It looks at the modules in the version that this one needs.
func TestNamesExist(t *testing.T) {
	sums := Sums("../../../../go.mod")
	var paths []string
	for key, m := range Load() {
		if sums[key] != m.Sum {
			t.Errorf("%s is not the version in go.sum: read the one that is", key)
			continue
		}
		for path := range m.Packages {
			paths = append(paths, path)
		}
	}
	loaded, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports}, paths...)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, p := range loaded {
		for _, n := range p.Types.Scope().Names() {
			switch o := p.Types.Scope().Lookup(n).(type) {
			case *types.Func:
				names[o.FullName()] = true
			case *types.TypeName:
				names[p.PkgPath+"."+n] = true
				named, ok := types.Unalias(o.Type()).(*types.Named)
				if !ok {
					continue
				}
				for m := range named.Methods() {
					names[m.FullName()] = true
				}
			}
		}
	}
	if len(names) < 500 {
		t.Fatalf("only %d names in %d packages", len(names), len(loaded))
	}
	for key, m := range Load() {
		for n := range m.Denied {
			if !names[n] {
				t.Errorf("%s denies %s, which is not there", key, n)
			}
		}
		for _, n := range m.Frozen {
			if !names[n] {
				t.Errorf("%s calls %s frozen, which is not there", key, n)
			}
		}
		for n, verb := range m.Verbs {
			if !names[n] {
				t.Errorf("%s has %q for %s, which is not there", key, verb, n)
			}
		}
	}
}
