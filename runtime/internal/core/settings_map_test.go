package core

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// paths is a view over a map that can list.
type paths map[string]string

func (p paths) Lookup(path string) (string, bool) { v, ok := p[path]; return v, ok }

func (p paths) Children(path string) []string {
	names := map[string]bool{}
	for k := range p {
		if rest, ok := strings.CutPrefix(k, path+"."); ok {
			name, _, _ := strings.Cut(rest, ".")
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// mute hides that paths can list.
type mute struct{ ConfigView }

// The entries of a map setting are paths of their own: each with its layers, of one tenant and the defaults alone.
func TestMapSettings(t *testing.T) {
	view := paths{
		"defaults.app.limits.cpu": "1", "defaults.app.limits.disk": "10",
		"tenants.acme.app.limits.cpu": "2", "tenants.acme.app.limits.net": "007",
		"tenants.acmex.app.limits.gpu": "1", "tenants.acme.app.limitsx.gpu": "1", "shared.app.limits.gpu": "1",
		"tenants.acme.app.pools.a.size": "4", "tenants.acme.app.pools.a.name": `say "hi"`, "defaults.app.pools.a.on": "true",
		"tenants.acme.app.pools.b": `{"size":1}`, "defaults.app.pools.b.size": "9",
		"tenants.globex.app.limits": `{"ram":1}`,
	}
	read := func(view ConfigView, tenant, key string, quoted bool) string {
		r := &SettingsReader{view: view, root: "tenants." + tenant, prefix: "app"}
		text, ok := r.Map(key, quoted)
		if ok != (text != "") {
			t.Errorf("%s: %q, %v", key, text, ok)
		}
		return text
	}
	for _, c := range []struct {
		tenant, key string
		quoted      bool
		want        string
	}{
		{"acme", "limits", false, `{"cpu":2,"disk":10,"net":"007"}`},
		{"acme", "limits", true, `{"cpu":"2","disk":"10","net":"007"}`},
		{"nobody", "limits", false, `{"cpu":1,"disk":10}`},
		{"globex", "limits", false, `{"ram":1}`}, // a text at the key itself is the whole map
		{"acme", "pools", false, `{"a":{"name":"say \"hi\"","on":true,"size":4},"b":{"size":1}}`},
		{"acme", "none", false, ""},
	} {
		if got := read(view, c.tenant, c.key, c.quoted); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.tenant, c.key, got, c.want)
		}
	}
	if got := read(mute{view}, "acme", "limits", false); got != "" {
		t.Errorf("a backend that cannot list gives %s", got)
	}
	if got := read(mute{view}, "globex", "limits", false); got != `{"ram":1}` {
		t.Errorf("a backend that cannot list gives %s", got)
	}
	deep := paths{"defaults.app.m" + strings.Repeat(".a", 100): "1"}
	if got := read(deep, "acme", "m", false); len(got) > 200 {
		t.Errorf("no bound: %s", got)
	}
}
