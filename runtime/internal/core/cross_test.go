package core

import "testing"

// Who owns a client gives and gets the values; who is called owns the other side.
func TestCrosses(t *testing.T) {
	fs := []Factory{greeterFactory("t", ScopeTenant, nil), greeterFactory("s", ScopeShared, nil), greeterFactory("a", ScopeAdmin, nil)}
	k := booted(t, nil, fs, "t acme-1 acme", "t acme-2 acme", "t globex-1 globex", "s board", "s other", "a auditor")
	const host = ""
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"acme-1", "acme-2", false}, {"acme-1", "acme-1", false},
		{"acme-1", "globex-1", true},
		{"acme-1", "board", true}, {"board", "acme-1", true},
		{"board", "other", false},
		{host, "acme-1", true}, {host, "board", true},
		{"auditor", "acme-1", true}, {"auditor", "board", true}, {"board", "auditor", true},
	} {
		caller := hostCaller
		if c.from != host {
			caller = &k.exact.get(c.from).live.Load().self
		}
		client := Client[greetAPI]{c: &client[greetAPI]{grant: grant{k: k, caller: caller}}}
		call := &Call[greetAPI]{Pass: Pass{b: k.exact.get(c.to).live.Load()}}
		if got := call.Crosses(client); got != c.want {
			t.Errorf("from %q to %q: %v", c.from, c.to, got)
		}
	}
}
