package benign

import "testing"

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
