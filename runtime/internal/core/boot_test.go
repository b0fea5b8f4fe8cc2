package core

import (
	"context"
	"slices"
	"strconv"
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

// A boot looks at every edge a bounded number of times, however many instances there are and in whatever order
// they were registered: the steps for 16 times the instances are 16 times the steps.
func TestBootLooksAtEachEdgeABoundedNumberOfTimes(t *testing.T) {
	steps := func(tenants int) (matched, built int) {
		provider := NewFactory(FactorySpec{
			Component: "p", Type: "core.p", Scope: ScopeProvider,
			New: func(m *Mount) Body {
				b := new(greeterInstance)
				Attach(m, &b.self.Instance, b)
				return b
			},
			Self: func(b Body) any { return b },
		})
		contract := func(name string) greeterOption {
			return func(s *FactorySpec) {
				c := *greetContract
				c.Name = name
				s.Provides = []*ContractSpec{&c}
			}
		}
		handle := func(s *FactorySpec) {
			s.Requires = append(s.Requires, Requirement{Field: "Pool", Kind: NeedHandle, Name: "p", Match: func(Provider) bool { matched++; return true }})
		}
		build := func(*Mount, *greeter) { built++ }
		k := New()
		if err := k.Discover(provider,
			greeterFactory("a", ScopeTenant, build, contract("a"), requires(NeedContract, "b"), requires(NeedContract, "c"), handle),
			greeterFactory("b", ScopeTenant, build, contract("b"), requires(NeedContract, "c"), handle),
			greeterFactory("c", ScopeTenant, build, contract("c"), handle)); err != nil {
			t.Fatal(err)
		}
		for _, c := range []string{"a", "b", "c"} { // who requires before who is required
			for n := range tenants {
				target := "t" + strconv.Itoa(n)
				if _, err := k.Instantiate(c, target+"-"+c, Props{"target": target}); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := k.Boot(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, i := range k.Status().Instances {
			if i.State != StateActive {
				t.Fatalf("%s is %v", i.Name, i.State)
			}
		}
		if err := k.Shutdown(t.Context()); err != nil {
			t.Fatal(err)
		}
		return matched, built
	}
	matched, built := steps(50)
	matched16, built16 := steps(800)
	if built != 150 || built16 != 16*built {
		t.Errorf("%d and %d bodies were made, want each instance's once", built, built16)
	}
	if matched > 4*150 || matched16 != 16*matched {
		t.Errorf("%d looks at 150 edges, %d at 16 times as many; want at most 4 each and 16 times as many", matched, matched16)
	}
}
