package flat

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/runtime/provider/internal/dotted"
)

var tops = dotted.Tops{"tenants": 3, "defaults": 2, "shared": 2}

func parse(s string) (map[string]Leaf, error) {
	return Parse([]byte(s), Options{Name: "c.yaml", Tops: tops})
}

func TestScalarsKeepTheirText(t *testing.T) {
	for in, want := range map[string]string{
		"007": "007", "1e3": "1e3", "yes": "yes", "No": "No", "0x1F": "0x1F", "1_000": "1_000", ".inf": ".inf", "2001-01-01": "2001-01-01",
		"1.10": "1.10", "'a''b'": "a'b", `"x\ty"`: "x\ty", `""`: "", `"null"`: "null", "true": "true", "a b  c": "a b  c",
		"!!str null": "null", "|\n    l1\n    l2\n": "l1\nl2\n", ">\n    a\n    b\n": "a b\n", "é ☃": "é ☃",
		"[1, 007, 1e3, yes, true, ~, null, 'x', \"1\", .inf]": `[1,"007",1e3,"yes",true,null,null,"x","1",".inf"]`,
		"[]": "[]", "[{b: 1, a: [x, <y>]}]": `[{"b":1,"a":["x","<y>"]}]`, "\n    - a\n    - b: c\n": `["a",{"b":"c"}]`,
	} {
		got, err := parse("defaults:\n  k: " + in)
		if err != nil || len(got) != 1 || got["defaults.k"].Text != want {
			t.Errorf("%q: %v, %v; want %q", in, got, err, want)
		}
	}
}

func TestNestingAndPositions(t *testing.T) {
	got, err := parse("# a comment\ntenants:\n  acme: &a\n    db: {url: x, plan: pro}\n  globex: *a\n  empty:\nshared:\n  cache.ttl: 1\n")
	if err == nil || !strings.Contains(err.Error(), `c.yaml:8:3: key "cache.ttl" is not a name`) {
		t.Fatalf("%v, %v", got, err)
	}
	got, err = parse("# a comment\ntenants:\n  acme: &a\n    db: {url: x, plan: pro}\n  globex: *a\n  empty:\nshared:\n")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Leaf{
		"tenants.acme.db.url": {"x", 4, 15}, "tenants.acme.db.plan": {"pro", 4, 24},
		"tenants.globex.db.url": {"x", 4, 15}, "tenants.globex.db.plan": {"pro", 4, 24},
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	for _, empty := range []string{"", "# only\n", "---\n", "\ufeff", "{}"} {
		if got, err := parse(empty); err != nil || len(got) != 0 {
			t.Errorf("%q: %v, %v", empty, got, err)
		}
	}
}

func TestBadFiles(t *testing.T) {
	for in, want := range map[string][]string{
		"tenant:\n  a: 1":                         {`c.yaml:1:1: key "tenant" is unknown here; a file begins with "tenants", "defaults" or "shared"`},
		"- a":                                     {"c.yaml:1:1: the file must be a mapping"},
		"x":                                       {"c.yaml:1:1: the file must be a mapping"},
		"defaults:\n  a: 1\n  a: 2":               {`c.yaml:3:3: key "a" is set twice; first at c.yaml:2:3`},
		"defaults:\n  A: 1\n  b c: 2\n  1.5: 3":   {"c.yaml:2:3:", "c.yaml:3:3:", "c.yaml:4:3:"},
		"defaults:\n  a:\n":                       {`c.yaml:2:5: key "a" has no value`},
		"defaults:\n  a: ~\n":                     {"c.yaml:2:6:"},
		"tenants:\n  acme: x\n":                   {"c.yaml:2:9: key \"acme\" takes keys, not a value: tenants.<tenant>.<key>"},
		"tenants: [a]":                            {"c.yaml:1:10:"},
		"defaults:\n  ? [a]\n  : b":               {"c.yaml:2:5: a key must be"},
		"defaults:\n  <<: {a: 1}":                 {"c.yaml:2:3: the merge key"},
		"defaults:\n  a: !secret x":               {"c.yaml:2:6: a tag"},
		"defaults:\n  a: !!int 1":                 {"c.yaml:2:6: a tag"},
		"defaults:\n  a: [!x 1]":                  {"c.yaml:2:7: a tag"},
		"defaults: {a: 1}\n---\ndefaults: {b: 1}": {"c.yaml:2:1: a second document"},
		"defaults:\n  a: [\n":                     {"c.yaml:"},
		"defaults:\n\ta: 1":                       {"c.yaml:2:1:"},
		"defaults:\n  a: *nope":                   {"unknown anchor"},
		"defaults:\n  a: &x [*x]":                 {"c.yaml:2:10: the alias stands inside"},
		"defaults:\n  a: \xff":                    {"c.yaml:2:6: is not valid UTF-8"},
		"defaults:\n  a: [{b: 1, b: 2}]":          {"c.yaml:2:14:"},
		"defaults:\n  a: " + strings.Repeat("[", 90) + strings.Repeat("]", 90): {"nests deeper than 64"},
	} {
		_, err := parse(in)
		if err == nil {
			t.Errorf("%q: accepted", in)
			continue
		}
		for _, w := range want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%q: %v\nlacks %q", in, err, w)
			}
		}
	}
}

func TestAliasBombsAreRefusedCheaply(t *testing.T) {
	var b strings.Builder
	b.WriteString("defaults:\n  a0: &a0 [x,x,x,x,x,x,x,x,x]\n")
	for i := range 20 {
		fmt.Fprintf(&b, "  a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i), 9), ","))
	}
	if _, err := parse(b.String()); err == nil || !strings.Contains(err.Error(), "aliases unfold") {
		t.Errorf("lists: %v", err)
	}
	b.Reset()
	b.WriteString("defaults:\n  a0: &a0 {a: x, b: x, c: x}\n")
	for i := range 30 {
		fmt.Fprintf(&b, "  a%d: &a%d {a: *a%d, b: *a%d, c: *a%d}\n", i+1, i+1, i, i, i)
	}
	if _, err := parse(b.String()); err == nil || !strings.Contains(err.Error(), "aliases unfold") {
		t.Errorf("mappings: %v", err)
	}
}

func TestQuietErrorsHoldNothingOfTheFile(t *testing.T) {
	for _, in := range []string{
		"shared:\n  x:\n    password: *CANARY", "CANARY: 1", "shared:\n  CANARY: x", "CANARY", "shared:\n  x:\n    CANARY",
		"shared:\n  canary: 1\n  canary: 2", "shared:\n x: \"CANARY\n", "shared: CANARY", "shared:\n  x: [CANARY", "shared:\n  x: !CANARY 1", "%CANARY 1",
		"shared:\n  x: {canary: }", "shared:\n  - {canary: 1, canary: 1}",
	} {
		_, err := Parse([]byte(in), Options{Name: "c.age", Tops: dotted.Tops{"tenants": 3, "shared": 3}, Quiet: true})
		if err == nil {
			t.Errorf("%q: accepted", in)
		} else if strings.Contains(strings.ToLower(err.Error()), "canary") || !strings.HasPrefix(err.Error(), "c.age:") {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// FuzzParse: any bytes give an error or leaves inside the grammar, whose lists
// are JSON; every error has a position.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"defaults:\n  a: [1, {b: c}]\n", "tenants: {a: {b: &x 1, c: *x}}", "a: &a [*a]", "--- |\n x", "? {a: b}\n: c", "shared: {<<: *x}", "\xff", "!!binary x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		leaves, err := parse(s)
		if err != nil {
			if leaves != nil || !strings.HasPrefix(err.Error(), "c.yaml:") {
				t.Fatalf("%v, %v", leaves, err)
			}
			return
		}
		for _, path := range slices.Sorted(maps.Keys(leaves)) {
			l := leaves[path]
			if wrong := tops.Check(path); wrong != "" || l.Line < 1 || l.Column < 1 {
				t.Fatalf("%q at %d:%d: %s", path, l.Line, l.Column, wrong)
			}
		}
	})
}

// FuzzListText: a list of quoted texts reads back as the same texts.
func FuzzListText(f *testing.F) {
	f.Add("a", "b\n\"")
	f.Fuzz(func(t *testing.T, a, b string) {
		in, err := json.Marshal([]string{a, b})
		if err != nil {
			t.Fatal(err)
		}
		leaves, err := parse("defaults:\n  k: " + string(in))
		if err != nil {
			return // characters that YAML does not allow
		}
		var out []string
		if err := json.Unmarshal([]byte(leaves["defaults.k"].Text), &out); err != nil {
			t.Fatalf("%q: %v", leaves["defaults.k"].Text, err)
		}
		var want []string
		if err := json.Unmarshal(in, &want); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(out, want) {
			t.Fatalf("%q, want %q", out, want)
		}
	})
}
