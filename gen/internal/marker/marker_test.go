package marker

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var ignorePlaces = cmp.Options{cmpopts.IgnoreFields(Arg{}, "Off", "ValueOff", "End"), cmpopts.IgnoreFields(Directive{}, "End"),
	cmpopts.IgnoreFields(Option{}, "Off", "End"), cmpopts.IgnoreFields(Part{}, "Off", "End")}

func TestParse(t *testing.T) {
	for _, test := range []struct {
		text string
		want Directive
	}{
		{"//sig:effect", Directive{Name: "effect"}},
		{"//sig:component name=cart scope=tenant", Directive{Name: "component", Args: []Arg{{Key: "name", Value: "cart", HasValue: true}, {Key: "scope", Value: "tenant", HasValue: true}}}},
		{"//sig:runnable  \tidempotent\tdesc=\"two words\" ", Directive{Name: "runnable", Args: []Arg{{Key: "idempotent"}, {Key: "desc", Value: "two words", HasValue: true}}}},
		{`//sig:runnable desc="a \"quote\" = b"`, Directive{Name: "runnable", Args: []Arg{{Key: "desc", Value: `a "quote" = b`, HasValue: true}}}},
		{"//sig:subscribe topic=a=b", Directive{Name: "subscribe", Args: []Arg{{Key: "topic", Value: "a=b", HasValue: true}}}},
		{"//sig:provides API, store.API", Directive{Name: "provides", Args: []Arg{{Key: "API,"}, {Key: "store.API"}}}},
	} {
		got, errs := Parse(test.text)
		if len(errs) > 0 {
			t.Errorf("%s: %v", test.text, errs[0])
		}
		if d := cmp.Diff(&test.want, got, ignorePlaces); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.text, d)
		}
	}
}

func TestArgumentsKnowTheirPlace(t *testing.T) {
	text := `//sig:runnable name=a desc="b c"`
	d, _ := Parse(text)
	desc, _ := d.Arg("desc")
	if got := text[desc.Off:desc.End]; got != `desc="b c"` {
		t.Errorf("argument is %q", got)
	}
	if got := text[desc.ValueOff:desc.End]; got != `"b c"` {
		t.Errorf("value is %q", got)
	}
}

func TestListIgnoresHowCommasAndSpacesFall(t *testing.T) {
	for _, text := range []string{"//sig:provides A,b.C", "//sig:provides A, b.C", "//sig:provides A ,b.C", "//sig:provides A , b.C"} {
		d, errs := Parse(text)
		if len(errs) > 0 {
			t.Fatal(errs[0])
		}
		var got []string
		for _, w := range d.List() {
			if text[w.Off:w.End] != w.Text {
				t.Errorf("%s: %q is at %q", text, w.Text, text[w.Off:w.End])
			}
			got = append(got, w.Text)
		}
		if !slices.Equal(got, []string{"A", "b.C"}) {
			t.Errorf("%s: %q", text, got)
		}
	}
}

func TestEverySpecAcceptsItself(t *testing.T) {
	values := map[ValueKind]string{Limits: "100/s,burst=20", Text: "x", Duration: "2s", Integer: "3", Count: "0", Scope: "tenant"}
	for _, s := range Specs {
		d := &Directive{Name: s.Name}
		if s.List != "" {
			d.Args = append(d.Args, Arg{Key: "API"})
		}
		for _, a := range s.Args {
			values[Choice] = ""
			if a.Kind == Choice {
				values[Choice] = a.Choices[0]
			}
			if !a.NotYet {
				d.Args = append(d.Args, Arg{Key: a.Key, HasValue: !a.Flag, Value: map[bool]string{true: "", false: values[a.Kind]}[a.Flag]})
			}
		}
		parsed, errs := Parse(d.String())
		errs = append(errs, parsed.Check()...)
		if s.NotYet {
			if len(errs) != 1 || errs[0].Code != CodeNotYet {
				t.Errorf("%s: %v, want one refusal", s.Name, errs)
			}
		} else if len(errs) > 0 {
			t.Errorf("%s: %v", d, errs[0])
		}
	}
}

func TestParseTag(t *testing.T) {
	part := func(ss ...string) []Part {
		var ps []Part
		for _, s := range ss {
			ps = append(ps, Part{Text: s})
		}
		return ps
	}
	for _, test := range []struct {
		text string
		want []Option
	}{
		{"requires", []Option{{Key: "requires"}}},
		{"requires,optional,scope=tenant", []Option{{Key: "requires"}, {Key: "optional"}, {Key: "scope", HasValue: true, Parts: part("tenant")}}},
		{"default=,enum=a|b", []Option{{Key: "default", HasValue: true, Parts: part("")}, {Key: "enum", HasValue: true, Parts: part("a", "b")}}},
		{"pattern='^[0-9]{1,3}$'", []Option{{Key: "pattern", HasValue: true, Parts: part("^[0-9]{1,3}$")}}},
		{"enum='a b'|'it''s'|c", []Option{{Key: "enum", HasValue: true, Parts: part("a b", "it's", "c")}}},
		{`default=\d=x`, []Option{{Key: "default", HasValue: true, Parts: part(`\d=x`)}}},
	} {
		got, errs := ParseTag(test.text)
		if len(errs) > 0 {
			t.Errorf("%s: %v", test.text, errs[0])
		}
		if d := cmp.Diff(test.want, got.Options, ignorePlaces); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.text, d)
		}
	}
}

func TestTagMistakesDoNotHideEachOther(t *testing.T) {
	_, errs := ParseTag("default=a b,,enum='x,min=1")
	if len(errs) != 3 {
		t.Errorf("got %d errors, want 3: %v", len(errs), errs)
	}
}

func TestFindTagMapsOffsetsThroughEscapes(t *testing.T) {
	for _, lit := range []string{
		"`json:\"a\" sig:\"default=x,min=1\"`",
		"`sig:\"default=\\\"x\\\",min=1\" json:\"a\"`",
		`"sig:\"default=x,min=1\""`,
	} {
		tag, errs := FindTag(lit)
		if len(errs) > 0 || !tag.Found() {
			t.Fatalf("%s: %v, found %v", lit, errs, tag.Found())
		}
		off := tag.Offset(strings.Index(tag.Text, "min"))
		if got := lit[off : off+5]; got != "min=1" {
			t.Errorf("%s: min=1 is at %q", lit, got)
		}
	}
}

func TestFindTagNoticesWhatGoWouldIgnore(t *testing.T) {
	for lit, wantErr := range map[string]bool{
		"`json:\"a\"`":                    false,
		"`xml:\"sig\"`":                   false,
		"`prose without form`":            false,
		"`sig: \"requires\"`":             true,
		"`Sig:\"requires\"`":              true,
		"`json:\"a\" sig=\"requires\"`":   true,
		"`sig:\"requires`":                true,
		"`sig:\"requires\" sig:\"prop\"`": true,
	} {
		if _, errs := FindTag(lit); (len(errs) > 0) != wantErr {
			t.Errorf("%s: errors %v, want some: %v", lit, errs, wantErr)
		}
	}
}
