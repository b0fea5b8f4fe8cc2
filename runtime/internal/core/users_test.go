package core

import "testing"

// Users counts the active instances that require one, of its tenant or of all, while they come and go, are
// replaced and are drained.
func TestUsersAreCounted(t *testing.T) {
	ctx := t.Context()
	user := func(component string) Factory {
		return greeterFactory(component, ScopeTenant, nil, requires(NeedContract, "shared"), requires(NeedContract, "greet"), func(s *FactorySpec) {
			c := *greetContract
			c.Name = component
			s.Provides = []*ContractSpec{&c}
		})
	}
	board := greeterFactory("board", ScopeShared, nil, provides(sharedContract))
	k := booted(t, nil, []Factory{board, user("u"), user("v"), greeterFactory("g", ScopeTenant, nil)}, "board board", "g acme-g acme", "g globex-g globex")
	want := func(what string, users map[string]int) {
		t.Helper()
		for _, s := range k.Status().Instances {
			if s.Users != users[s.Name] {
				t.Errorf("%s: %d use %s, want %d", what, s.Users, s.Name, users[s.Name])
			}
		}
	}
	add := func(component, name, target string) {
		t.Helper()
		if _, err := k.Add(ctx, component, name, Props{"target": target}); err != nil {
			t.Fatal(err)
		}
	}
	want("before", nil)
	add("u", "u1", "acme")
	add("v", "v1", "acme")
	add("u", "u2", "globex")
	want("three of two tenants", map[string]int{"board": 3, "acme-g": 2, "globex-g": 1})
	if err := k.Remove(ctx, "v1"); err != nil {
		t.Fatal(err)
	}
	want("one has gone", map[string]int{"board": 2, "acme-g": 1, "globex-g": 1})
	if _, err := k.Replace(ctx, "u1", "", nil); err != nil {
		t.Fatal(err)
	}
	want("one is replaced", map[string]int{"board": 2, "acme-g": 1, "globex-g": 1})
	if _, err := k.Replace(ctx, "acme-g", "", nil); err != nil {
		t.Fatal(err)
	}
	want("who is used is replaced", map[string]int{"board": 2, "acme-g": 1, "globex-g": 1})
	if err := k.DrainInstance(ctx, "globex-g"); err != nil {
		t.Fatal(err)
	}
	want("who is used is drained, and its user with it", map[string]int{"board": 1, "acme-g": 1})
}
