package core

import (
	"context"
	"slices"
	"testing"
)

// Providers come up in the order in which they were discovered, also those that were
// instantiated by hand, since one may use another where that is there.
func TestProvidersComeUpAsDiscovered(t *testing.T) {
	var up []string
	provider := func(name string) Factory {
		return NewFactory(FactorySpec{
			Component: name, Type: "core." + name, Scope: ScopeProvider,
			New: func(m *Mount) Body {
				b := new(greeterInstance)
				Attach(m, &b.self.Instance, b)
				return b
			},
			Self: func(b Body) any { return b },
			Activate: func(b Body, _ context.Context) error {
				up = append(up, name)
				return nil
			},
		})
	}
	k := New()
	if err := k.Discover(provider("credentials"), provider("storage"), provider("databases")); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Instantiate("databases", "databases", Props{}); err != nil {
		t.Fatal(err)
	}
	if err := k.Boot(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(up, []string{"credentials", "storage", "databases"}) {
		t.Errorf("they came up as %q", up)
	}
	if err := k.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
}
