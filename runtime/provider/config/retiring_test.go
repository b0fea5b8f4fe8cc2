package config

import (
	"errors"
	"slices"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

// The mark of an offboarding outlives the process and a compaction, and goes with the end of the incarnation.
func TestTheMarkOfAnOffboardingLasts(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, options{State: dir})
	for _, bad := range []string{"0", "2", "", "x"} {
		if err := s.beginRetire("acme", bad); !errors.Is(err, sig.ErrInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	must(t, s.beginRetire("acme", "1"))
	must(t, s.beginRetire("acme", "1"))
	marked := func(when string) {
		t.Helper()
		if got := s.retiringOf("acme"); got != "1" || !slices.Equal(s.unfinished(), []string{"acme"}) || s.retiringOf("globex") != "" {
			t.Errorf("%s: %q, %q", when, got, s.unfinished())
		}
	}
	marked("at once")
	must(t, s.close())
	s = openStore(t, options{State: dir})
	marked("after a restart")
	must(t, s.forget())
	must(t, s.close())
	s = openStore(t, options{State: dir})
	marked("from a snapshot")
	must(t, s.retire("acme", "1"))
	if s.retiringOf("acme") != "" || len(s.unfinished()) > 0 {
		t.Error("it stays after the end")
	}
	if err := s.beginRetire("acme", "1"); !errors.Is(err, sig.ErrInvalid) {
		t.Errorf("an incarnation that has ended: %v", err)
	}
	must(t, s.close())
	s = openStore(t, options{State: dir})
	if s.retiringOf("acme") != "" {
		t.Error("it comes back after a restart")
	}
}
