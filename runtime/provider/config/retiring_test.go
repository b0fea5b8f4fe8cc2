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
		if err := s.beginRetire("acme", bad, nil); !errors.Is(err, sig.ErrInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, bad := range []string{"", "a b", "a,b"} {
		if err := s.beginRetire("acme", "1", []string{bad}); !errors.Is(err, sig.ErrInvalid) {
			t.Errorf("hook %q: %v", bad, err)
		}
	}
	must(t, s.beginRetire("acme", "1", []string{"b/acme-b", "a/acme-a"}))
	must(t, s.beginRetire("acme", "1", []string{"a/acme-a"}))
	must(t, s.beginRetire("acme", "1", []string{"a/acme-a"}))
	marked := func(when string) {
		t.Helper()
		got, hooks := s.retiringOf("acme")
		none, _ := s.retiringOf("globex")
		if got != "1" || !slices.Equal(hooks, []string{"a/acme-a"}) || !slices.Equal(s.unfinished(), []string{"acme"}) || none != "" {
			t.Errorf("%s: %q, %q, %q", when, got, hooks, s.unfinished())
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
	must(t, s.beginRetire("acme", "1", nil))
	if got, hooks := s.retiringOf("acme"); got != "1" || len(hooks) > 0 {
		t.Errorf("after the last hook: %q, %q", got, hooks)
	}
	must(t, s.retire("acme", "1"))
	if got, _ := s.retiringOf("acme"); got != "" || len(s.unfinished()) > 0 {
		t.Error("it stays after the end")
	}
	must(t, s.retire("acme", "1")) // who does not know that it is done may say it again
	must(t, s.retire("acme", "2"))
	must(t, s.retire("acme", "1")) // nor does that bring back who came after it
	if inc, err := s.incarnation("acme"); err != nil || inc != "3" {
		t.Errorf("the next one is %q, %v", inc, err)
	}
	if err := s.beginRetire("acme", "1", nil); !errors.Is(err, sig.ErrInvalid) {
		t.Errorf("an incarnation that has ended: %v", err)
	}
	must(t, s.close())
	s = openStore(t, options{State: dir})
	if got, _ := s.retiringOf("acme"); got != "" {
		t.Error("it comes back after a restart")
	}
}
