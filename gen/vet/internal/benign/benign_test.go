package benign

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	if _, err := Parse(text); err != nil {
		t.Fatal(err)
	}
	ms, err := Parse("module a.b/c v1.2.3 h1:x=\nbenign a.b/c.cache follows from its key\n")
	if err != nil {
		t.Fatal(err)
	}
	if m := ms[Key("a.b/c", "v1.2.3")]; m == nil || m.Sum != "h1:x=" || m.Globals["a.b/c.cache"] != "follows from its key" {
		t.Errorf("%+v", m)
	}
	for _, bad := range []string{"benign x y", "module a b", "module a b c\nbenign x", "nothing"} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("no error for %q", bad)
		}
	}
}

// TestEntriesWereRead promises that a package is trusted only when somebody read its source
// and wrote down what its variables are.
func TestEntriesWereRead(t *testing.T) {
	for key, m := range Load() {
		for path, reason := range m.Packages {
			if !strings.HasPrefix(reason, "read") || !strings.Contains(reason, "variable") {
				t.Errorf("%s of %s: %q does not say that it was read and what its variables are", path, key, reason)
			}
		}
	}
}
