package sigtest_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/sigtest"
	"github.com/sigen-dev/sigen/runtime/sigtest/internal/fixture"
)

// office is a kernel with a desk, two pads and a bell for each tenant.
func office(t *testing.T, way sigtest.Way, opts ...sig.Option) *sig.Kernel {
	t.Helper()
	k := way.KernelWith(t, opts, fixture.PadFactory, fixture.DeskFactory, fixture.BellFactory)
	_, err := fixture.InstantiateBell(k, "bell", fixture.BellProps{})
	for _, tenant := range []string{"acme", "globex"} {
		_, e1 := fixture.InstantiatePad(k, tenant+"-pad", fixture.PadProps{Target: tenant})
		_, e2 := fixture.InstantiatePad(k, tenant+"-pad2", fixture.PadProps{Target: tenant})
		_, e3 := fixture.InstantiateDesk(k, tenant+"-desk", fixture.DeskProps{Target: tenant})
		err = errors.Join(err, e1, e2, e3)
	}
	if err = errors.Join(err, k.Boot(t.Context())); err != nil {
		t.Fatal(err)
	}
	return k
}

// What a contract says holds on every way, identity included.
func TestEachWay(t *testing.T) {
	sigtest.EachWay(t, func(t *testing.T, way sigtest.Way) {
		ctx := t.Context()
		k := office(t, way)
		pad, desk := fixture.NewNotepadClient(k).Target("acme"), fixture.NewDeskClient(k).Target("acme")
		if c, err := pad.Note(ctx, fixture.Words{List: []string{"a", "b"}}); err != nil || c.Words != 2 {
			t.Fatalf("Note: %+v, %v", c, err)
		}
		host, err := pad.Peek(ctx)
		if err != nil || host.Kind != "host" || !slices.Equal(host.Words, []string{"a", "b"}) {
			t.Errorf("the host: %+v, %v", host, err)
		}
		inner, err := desk.Ask(ctx)
		if err != nil || inner.Kind != "tenant" || inner.Instance != "acme-desk" || inner.Tenant != "acme" || len(inner.Words) != 2 {
			t.Errorf("from the desk: %+v, %v", inner, err)
		}
		rung, err := desk.Ring(ctx)
		if err != nil || rung.Tenant != "acme" || rung.Instance != "acme-desk" || len(rung.Words) != 2 {
			t.Errorf("through the shared bell: %+v, %v", rung, err)
		}
		if n, err := desk.Names(ctx); err != nil || !slices.Equal(n.Words, []int{3, 1}) {
			t.Errorf("every element of the list is one pad: %v, %v", n, err)
		}
		if _, err := desk.Within(ctx); err != nil {
			t.Errorf("the deadline: %v", err)
		}
		out, err := k.Bus().InvokeJSON(ctx, "notepad.note", []byte(`{"list":["c"],"target":"globex"}`))
		if err != nil || string(out) != `{"words":1}` {
			t.Errorf("by name: %s, %v", out, err)
		}
		r, err := k.Bus().Invoke(ctx, "notepad.note", sig.Params{"list": []any{"d"}, "target": "globex"})
		if c, ok := r.(fixture.Count); err != nil || !ok || c.Words != 2 {
			t.Errorf("by name, with the runnable's own type: %v, %v", r, err)
		}
	})
}

// What a tenant may not do it may not do on any way.
func TestEachWayIsWalled(t *testing.T) {
	sigtest.EachWay(t, func(t *testing.T, way sigtest.Way) {
		ctx := t.Context()
		k := office(t, way)
		bound, err := sig.ForTenant(ctx, "globex")
		if err != nil {
			t.Fatal(err)
		}
		acme := fixture.NewNotepadClient(k).Target("acme")
		if _, err := acme.Peek(bound); !errors.Is(err, sig.ErrNotFound) {
			t.Errorf("bound to another tenant: %v", err)
		}
		if _, err := k.Bus().InvokeJSON(bound, "notepad.peek", []byte(`{"target":"acme"}`)); !errors.Is(err, sig.ErrNotFound) {
			t.Errorf("by name: %v", err)
		}
		if _, err := k.Bus().InvokeJSON(bound, "acme-pad.peek", []byte(`{}`)); !errors.Is(err, sig.ErrNotFound) {
			t.Errorf("by the instance's name: %v", err)
		}
		if _, err := fixture.NewNotepadClient(k).Target("nobody").Peek(ctx); !errors.Is(err, sig.ErrNotFound) {
			t.Errorf("nobody's: %v", err)
		}
		if _, err := fixture.NewBellClient(k).Ring(ctx); !errors.Is(err, sig.ErrDenied) {
			t.Errorf("outside of a tenant's call: %v", err)
		}
		for _, name := range []string{"acme-pad", "acme-pad2", "acme-desk"} {
			if err := k.Remove(ctx, name); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := fixture.InstantiatePad(k, "acme-pad", fixture.PadProps{Target: "acme"}); err != nil {
			t.Fatal(err)
		}
		if _, err := acme.Peek(ctx); !errors.Is(err, sig.ErrInstanceGone) {
			t.Errorf("a client of a tenant that went, and came again: %v", err)
		}
	})
}

// The ways differ in what they are there for: what does not belong to a call does not come along.
func TestWaysDiffer(t *testing.T) {
	want := map[sigtest.Way]fixture.Seen{
		sigtest.Local:       {Hidden: "hidden"},
		sigtest.Encoded:     {},
		sigtest.Transported: {},
	}
	sigtest.EachWay(t, func(t *testing.T, way sigtest.Way) {
		k := office(t, way)
		pad := fixture.NewNotepadClient(k).Target("acme")
		if _, err := pad.Note(t.Context(), fixture.Words{List: []string{"a"}, Hidden: "hidden"}); err != nil {
			t.Fatal(err)
		}
		got, err := pad.Peek(context.WithValue(t.Context(), fixture.ValueKey{}, "value"))
		if err != nil || got.Hidden != want[way].Hidden || got.Value != "" {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

func TestKeysAndRetriesOnEachWay(t *testing.T) {
	sigtest.EachWay(t, func(t *testing.T, way sigtest.Way) {
		busy := &sig.Error{Code: sig.CodeBusy, Retry: time.Nanosecond}
		chaos := sigtest.NewChaos(t, 3, sigtest.Fault{Runnable: "peek", Share: 0.5, Err: busy})
		k := office(t, way, chaos.Option())
		pad := fixture.NewNotepadClient(k).Target("acme")
		keyed := sig.WithIdempotencyKey(t.Context(), "k")
		for range 3 {
			if c, err := pad.Note(keyed, fixture.Words{List: []string{"a"}}); err != nil || c.Words != 1 {
				t.Errorf("with a key: %+v, %v", c, err)
			}
		}
		for range 20 {
			if _, err := pad.Peek(sig.WithRetries(t.Context(), sig.Retries{Attempts: 50, First: time.Nanosecond})); err != nil {
				t.Errorf("with retries: %v", err)
			}
		}
		if chaos.Hits()[0] == 0 {
			t.Error("nothing failed")
		}
	})
}

func TestWayStrings(t *testing.T) {
	var all []string
	for w := range sigtest.Way(4) {
		all = append(all, w.String())
	}
	if got := strings.Join(all, ", "); got != "local, encoded, transport, no way" {
		t.Error(got)
	}
}
