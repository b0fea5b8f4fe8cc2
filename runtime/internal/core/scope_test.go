package core

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// No namespace is another's, or a prefix of another's, whatever the names.
func TestNamespacesAreDisjoint(t *testing.T) {
	names := []string{"a", "b", "ab", "a-b", "a_b", "tenant", "instances", "tenants", "shared", "1"}
	seen := map[string]string{}
	add := func(what string, s *scope) {
		ns := s.namespace + "/"
		for other, of := range seen {
			if strings.HasPrefix(ns, other) || strings.HasPrefix(other, ns) {
				t.Errorf("%s has %q, and %s has %q", what, ns, of, other)
			}
		}
		seen[ns] = what
	}
	for _, a := range names[:6] {
		for _, b := range names[:6] {
			add(fmt.Sprint("shared ", a, b), newScope("", "", a, b))
			for _, inc := range []string{"1", "2"} {
				if a == b {
					add(fmt.Sprint("tenant ", a, inc), newScope(a, inc, "", ""))
				}
				for _, c := range names[4:8] {
					add(fmt.Sprint(a, inc, b, c), newScope(a, inc, b, c))
				}
			}
		}
	}
}

func TestScopeEnds(t *testing.T) {
	s := Scope{s: newScope("acme", "1", "g", "g1")}
	var order []string
	s.OnEnd(func() { order = append(order, "first") })
	stop := s.OnEnd(func() { order = append(order, "stopped") })
	s.OnEnd(func() { order = append(order, "last") })
	if !stop() || stop() {
		t.Error("stop: want true, then false")
	}
	if err := s.Err(); err != nil {
		t.Error(err)
	}
	s.s.end()
	s.s.end()
	if got := strings.Join(order, " "); got != "last first" {
		t.Errorf("order %q", got)
	}
	if err := s.Err(); !errors.Is(err, ErrInstanceGone) {
		t.Errorf("after the end: %v", err)
	}
	ran := false
	s.OnEnd(func() { ran = true })
	if !ran {
		t.Error("a function that comes too late must run at once")
	}
}

type valueKey struct{}

// Values of a context end where the tenant changes; deadline, cancellation and trace go on.
func TestContextValuesDoNotCrossTenants(t *testing.T) {
	acme := &caller{kind: ScopeTenant, ten: &tenant{name: "acme"}}
	acme2 := &caller{kind: ScopeTenant, ten: acme.ten}
	globex := &caller{kind: ScopeTenant, ten: &tenant{name: "globex"}}
	parent, cancel := context.WithCancel(context.Background())
	ctx := withCaller(WithTrace(context.WithValue(parent, valueKey{}, "of the host"), "trace-1"), acme)
	if ctx.Value(valueKey{}) != nil {
		t.Error("a value of the host reached acme")
	}
	ctx = context.WithValue(ctx, valueKey{}, "of acme")
	if withCaller(ctx, acme2).Value(valueKey{}) != "of acme" {
		t.Error("within a tenant values go on")
	}
	across := withCaller(ctx, globex)
	if across.Value(valueKey{}) != nil {
		t.Error("a value of acme reached globex")
	}
	if traceOf(across) != "trace-1" {
		t.Error("the trace must cross")
	}
	if c, ok := CallerOf(across); !ok || c.Tenant() != "globex" {
		t.Errorf("caller %v, %v", c, ok)
	}
	cancel()
	if across.Err() == nil {
		t.Error("cancellation must cross")
	}
}

func TestOffboardBeginsANewIncarnation(t *testing.T) {
	ctx := context.Background()
	var got []string
	f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) { got = append(got, m.handleScope().Namespace()) })
	k := booted(t, nil, []Factory{f}, "g g1 acme")
	if err := k.Remove(ctx, "g1"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Add(ctx, "g", "g1", Props{"target": "acme"}); err != nil {
		t.Fatal(err)
	}
	rec, err := k.Offboard(ctx, "acme")
	if err != nil || rec != (Record{Target: "acme", Incarnation: "1"}) {
		t.Fatal(rec, err)
	}
	if _, err := k.Offboard(ctx, "acme"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a second time: %v", err)
	}
	if _, err := k.Add(ctx, "g", "g1", Props{"target": "acme"}); err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0] != got[1] || got[1] == got[2] {
		t.Errorf("namespaces: removed and added again must agree, offboarded and added again differ: %q", got)
	}
}
