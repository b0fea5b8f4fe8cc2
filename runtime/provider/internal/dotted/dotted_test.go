package dotted

import (
	"strings"
	"testing"
)

var configTops = Tops{"tenants": 3, "defaults": 2, "shared": 2}

const maxPath = 512 // what the grammar says

func TestValidPath(t *testing.T) {
	long := strings.Repeat("a", 63)
	for path, want := range map[string]bool{
		"a": true, "tenants.acme.db.url": true, "0.1": true, "a-b.c_d": true, "a-.b": true, long: true, long + "." + long: true,
		"": false, ".": false, "a.": false, ".a": false, "a..b": false, "A": false, "a b": false, "-a": false, "a.-b": false,
		"a._b": false, "é": false, "a/b": false, "a\x00": false, long + "a": false, strings.Repeat(long+".", 9) + "a": false,
	} {
		if got := ValidPath(path); got != want {
			t.Errorf("ValidPath(%q) = %v, want %v", path, got, want)
		}
		slow := len(path) <= maxPath
		for p := range strings.SplitSeq(path, ".") {
			slow = slow && ValidName(p)
		}
		if slow != want {
			t.Errorf("names of %q: %v, want %v", path, slow, want)
		}
	}
}

func TestUnderAndRoot(t *testing.T) {
	for _, c := range []struct {
		path, prefix string
		want         bool
	}{
		{"tenants.acme.db", "tenants.acme", true}, {"tenants.acme", "tenants.acme", true}, {"a.b", "", true},
		{"tenants.acmex.db", "tenants.acme", false}, {"tenants", "tenants.acme", false},
	} {
		if got := Under(c.path, c.prefix); got != c.want {
			t.Errorf("Under(%q, %q) = %v", c.path, c.prefix, got)
		}
	}
	for path, want := range map[string]string{
		"tenants.acme.db.url": "tenants.acme", "tenants.acme": "tenants.acme", "tenants": "tenants", "defaults.db.plan": "defaults", "shared.x": "shared",
	} {
		if got := Root(path); got != want {
			t.Errorf("Root(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestEnvNames(t *testing.T) {
	for path, name := range map[string]string{
		"tenants.acme.db.url":            "SIGEN__TENANTS__ACME__DB__URL",
		"tenants.acme-eu.db.max_conns":   "SIGEN__TENANTS__ACME_EU__DB__MAX___CONNS",
		"defaults.db.max-conns":          "SIGEN__DEFAULTS__DB__MAX_CONNS",
		"shared.2fa.v-1_2":               "SIGEN__SHARED__2FA__V_1___2",
		"tenants.a--b.x":                 "", // '-' meets '-'
		"tenants.a-.x":                   "",
		"tenants.a.x_":                   "",
		"tenants.Acme.x":                 "",
		strings.Repeat("a", 64) + ".b.c": "",
	} {
		got, ok := EnvName("SIGEN__", path)
		if got != name || ok != (name != "") {
			t.Errorf("EnvName(%q) = %q, %v; want %q", path, got, ok, name)
		}
		if name == "" {
			continue
		}
		if back, err := EnvPath("SIGEN__", name); err != nil || back != path {
			t.Errorf("EnvPath(%q) = %q, %v; want %q", name, back, err, path)
		}
		if back, err := EnvPath("SIGEN__", "SIGEN__"+strings.ToLower(name[len("SIGEN__"):])); err != nil || back != path {
			t.Errorf("lower case of %q = %q, %v; want %q", name, back, err, path)
		}
	}
	for name, want := range map[string]string{
		"SIGEN__A____B": "more than three", "SIGEN__A_": "ends with", "SIGEN___A": "name a path", "SIGEN__": "name a path",
		"SIGEN__A.B": "besides letters", "SIGEN__A-B": "besides letters", "SIGEN__Ä": "besides letters", "OTHER": "begin with",
	} {
		_, err := EnvPath("SIGEN__", name)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("EnvPath(%q): %v, want %q", name, err, want)
		}
	}
}

func TestEnvironRefusesAmbiguityAndKeepsValuesOut(t *testing.T) {
	_, err := Environ("SIGEN__", configTops, []string{
		"SIGEN__TENANTS__ACME__A=canary1", "SIGEN__tenants__acme__a=canary2", "SIGEN__NOPE__X=canary3",
		"SIGEN__TENANTS__ACME=canary4", "SIGEN__A____B=canary5", "SIGEN_OTHER=x", "PATH=/bin",
	})
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{"both stand for tenants.acme.a", "SIGEN__NOPE__X", "tenants.<tenant>.<key>", "SIGEN__A____B"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nlacks %q", err, want)
		}
	}
	if strings.Contains(err.Error(), "canary") {
		t.Errorf("a value is in the error: %v", err)
	}
	got, err := Environ("SIGEN__", configTops, []string{"SIGEN__DEFAULTS__DB__PLAN=a=b", "HOME=/"})
	if err != nil || len(got) != 1 || got["defaults.db.plan"] != (Var{"SIGEN__DEFAULTS__DB__PLAN", "a=b"}) {
		t.Errorf("%v, %v", got, err)
	}
}

// FuzzEnvNames: what decodes is in the grammar, and encoding it gives the upper
// case of the same name, so no two names differing in more than case meet.
func FuzzEnvNames(f *testing.F) {
	for _, s := range []string{"TENANTS__ACME__DB__URL", "a___b", "A____B", "A_", "", "_", "X.Y", "TENANTS__A_B__C"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		path, err := EnvPath("SIGEN__", "SIGEN__"+s)
		if err != nil {
			return
		}
		if !ValidPath(path) {
			t.Fatalf("%q decodes to %q, which is no path", s, path)
		}
		name, ok := EnvName("SIGEN__", path)
		if !ok || name != "SIGEN__"+strings.ToUpper(s) {
			t.Fatalf("%q -> %q -> %q, %v", s, path, name, ok)
		}
	})
}
