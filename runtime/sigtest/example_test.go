package sigtest_test

import (
	"errors"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/sigtest"
	"github.com/sigen-dev/sigen/runtime/sigtest/internal/fixture"
)

// One test of a component for one process and for several.
func ExampleEachWay() {
	_ = func(t *testing.T) { // func TestNotes(t *testing.T)
		sigtest.EachWay(t, func(t *testing.T, way sigtest.Way) {
			k := way.Kernel(t, fixture.PadFactory)
			if _, err := fixture.InstantiatePad(k, "acme-pad", fixture.PadProps{Target: "acme"}); err != nil {
				t.Fatal(err)
			}
			pad := fixture.NewNotepadClient(k).Target("acme")
			if n, err := pad.Note(t.Context(), fixture.Words{List: []string{"tea"}}); err != nil || n.Words != 1 {
				t.Errorf("%v, %v", n, err)
			}
		})
	}
}

// A third of acme's calls find the pad busy, and one in ten panics; globex must not notice.
func ExampleNewChaos() {
	_ = func(t *testing.T) { // func TestNotesUnderFaults(t *testing.T)
		chaos := sigtest.NewChaos(t, 0, // a seed that is drawn and logged
			sigtest.Fault{Tenant: "acme", Runnable: "peek", Share: 0.3, Err: &sig.Error{Code: sig.CodeBusy, Retry: time.Millisecond}},
			sigtest.Fault{Tenant: "acme", Component: "pad", Share: 0.1, Panic: "boom"})
		k := sigtest.KernelWith(t, []sig.Option{chaos.Option()}, fixture.PadFactory)
		for _, tenant := range []string{"acme", "globex"} {
			if _, err := fixture.InstantiatePad(k, tenant, fixture.PadProps{Target: tenant}); err != nil {
				t.Fatal(err)
			}
		}
		acme, globex := fixture.NewNotepadClient(k).Target("acme"), fixture.NewNotepadClient(k).Target("globex")
		for range 100 {
			if _, err := acme.Peek(t.Context()); err != nil && !errors.Is(err, sig.ErrBusy) && !errors.Is(err, sig.ErrPanic) {
				t.Error(err)
			}
			if _, err := globex.Peek(t.Context()); err != nil {
				t.Error(err)
			}
		}
		chaos.Calm()
		if _, err := acme.Peek(t.Context()); err != nil {
			t.Errorf("after the faults: %v", err)
		}
	}
}

// A component by hand, with a day that passes at once.
func ExampleInstance() {
	_ = func(t *testing.T) { // func TestReminder(t *testing.T)
		clock := sigtest.NewClock(time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC))
		in, events := sigtest.Instance(t, clock)
		p := &fixture.Pad{Instance: in}
		_, _ = p.Note(t.Context(), fixture.Words{List: []string{"tea"}})
		clock.Advance(24 * time.Hour)
		if n := len(events.All("pad.noted")); n != 1 {
			t.Errorf("%d events", n)
		}
	}
}
