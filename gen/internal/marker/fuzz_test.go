package marker

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func inside(t *testing.T, text string, errs []*Error) {
	t.Helper()
	for _, e := range errs {
		if e.Off < 0 || e.End < e.Off || e.End > len(text) {
			t.Errorf("%q: error %q is at [%d, %d)", text, e.Text, e.Off, e.End)
		}
		if e.Text == "" || e.Code == "" {
			t.Errorf("%q: an error without a text or code: %+v", text, e)
		}
	}
}

// FuzzDirective: a line that parses prints to one that parses to the same, and
// every error lies inside the line.
func FuzzDirective(f *testing.F) {
	for _, s := range []string{
		"//sig:component name=cart scope=tenant version=1.0", "//sig:runnable desc=\"two words\" timeout=2s idempotent",
		"//sig:provides API, store.API rank=-1", "//sig:trust reason=\"it\\'s fine\"", "//sig:", "//sig: x", "//sig:x=", "//sig:runnable \"", "//sig:runnable a\"b\"",
		"//sig:runnable desc=\"\\x00\"", "//sig:runnable desc=\x00", "//sig:Config", "//sig:config prefix=\u00e9",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, errs := Parse(text)
		inside(t, text, errs)
		if len(errs) > 0 {
			return
		}
		inside(t, text, d.Check())
		for _, w := range d.List() {
			if text[w.Off:w.End] != w.Text {
				t.Errorf("%q: word %q is at %q", text, w.Text, text[w.Off:w.End])
			}
		}
		again, errs := Parse(d.String())
		if len(errs) > 0 {
			t.Fatalf("%q prints as %q, which does not parse: %v", text, d, errs[0])
		}
		if diff := cmp.Diff(d, again, ignorePlaces); diff != "" {
			t.Errorf("%q prints as %q:\n%s", text, d, diff)
		}
	})
}

// FuzzTag: the same for tags.
func FuzzTag(f *testing.F) {
	for _, s := range []string{
		"requires,optional,scope=tenant", "default=starter,enum=starter|pro", "pattern='^[0-9]{1,3}$'", "default='it''s'|x", "=", ",", "a=|", "a='", "a=b'c'", "default=\n", "",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tag, errs := ParseTag(text)
		inside(t, text, errs)
		if len(errs) > 0 {
			return
		}
		again, errs := ParseTag(tag.String())
		if len(errs) > 0 {
			t.Fatalf("%q prints as %q, which does not parse: %v", text, tag, errs[0])
		}
		if diff := cmp.Diff(tag, again, ignorePlaces); diff != "" {
			t.Errorf("%q prints as %q:\n%s", text, tag, diff)
		}
	})
}

// FuzzFindTag: a literal is read or refused, and what is read has its place in it.
func FuzzFindTag(f *testing.F) {
	for _, s := range []string{"`json:\"a\" sig:\"requires\"`", `"sig:\"default=\\\"x\\\"\""`, "`sig: \"x\"`", "`sig:\"`", "``", `"\u00e9sig:\"x\""`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, lit string) {
		tag, errs := FindTag(lit)
		inside(t, lit, errs)
		if len(errs) == 0 && tag.Found() {
			last := 0
			for i := range len(tag.Text) + 1 {
				off := tag.Offset(i)
				if off < last || off >= len(lit) {
					t.Fatalf("%q: byte %d of %q is at %d", lit, i, tag.Text, off)
				}
				last = off
			}
		}
	})
}
