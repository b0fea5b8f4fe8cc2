package diag

import (
	"encoding/json"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

func at(file string, line, column int) token.Position {
	return token.Position{Filename: file, Line: line, Column: column}
}

func TestPrint(t *testing.T) {
	base := filepath.FromSlash("/src/shop")
	ds := []Diagnostic{{
		Pos: at(filepath.Join(base, "cart.go"), 3, 17), Code: "SIG201", Text: "component name \"cart\" is already used by Basket",
		Related: []Related{{at(filepath.Join(base, "sub", "basket.go"), 3, 17), "first used here"}, {token.Position{}, "a place without a file"}},
		Hint:    "give one of them another name=",
	}, {
		Pos: at(filepath.FromSlash("/elsewhere/x.go"), 1, 0), Code: "SIG602", Severity: Warning, Text: "two\nlines",
	}}
	var b strings.Builder
	if err := Print(&b, base, ds); err != nil {
		t.Fatal(err)
	}
	want := `cart.go:3:17: SIG201: component name "cart" is already used by Basket
	sub/basket.go:3:17: first used here
	a place without a file
	hint: give one of them another name=
/elsewhere/x.go:1: SIG602: warning: two\nlines
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

// One line can be wrong in very many places: what is printed is bounded, and says so.
func TestPrintIsBounded(t *testing.T) {
	var ds []Diagnostic
	for i := range 262144 {
		ds = append(ds, Diagnostic{Pos: at("/src/a.go", 3, i+1), Code: "SIG101", Text: "wrong"})
	}
	for range printed {
		ds = append(ds, Diagnostic{Pos: at("/src/b.go", 1, 1), Code: "SIG101", Text: "wrong"}, Diagnostic{Pos: at("/src/b.go", 1, 1), Code: "SIG102", Text: "wrong"})
	}
	var b strings.Builder
	if err := Print(&b, "/src", ds); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), ": wrong\n"); n != 3*printed {
		t.Errorf("%d diagnostics", n)
	}
	if want := "\na.go: SIG101: 262044 more of these; mend the first 100, or see all with -json\n"; !strings.HasSuffix(b.String(), want) || strings.Count(b.String(), "more of these") != 1 {
		t.Errorf("the end is %q", b.String()[b.Len()-200:])
	}
	b.Reset()
	if err := PrintJSON(&b, "/src", ds); err != nil || strings.Count(b.String(), `"wrong"`) != len(ds) {
		t.Errorf("JSON has not all: %v", err)
	}
}

func TestPrintJSONIsVersioned(t *testing.T) {
	var b strings.Builder
	fix := &Fix{Text: "rename", Edits: []Edit{{Pos: at("/src/a.go", 1, 2), End: at("/src/a.go", 1, 4), New: "x<y"}}}
	if err := PrintJSON(&b, "/src", []Diagnostic{{Pos: at("/src/a.go", 1, 2), Code: "SIG101", Text: "a <b>", Fix: fix}}); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version     int
		Diagnostics []struct {
			File, Code, Severity, Text string
			Line, Column               int
			Fix                        struct{ Edits []struct{ New string } }
		}
	}
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	d := got.Diagnostics[0]
	if got.Version != SchemaVersion || d.File != "a.go" || d.Severity != "error" || d.Text != "a <b>" || d.Fix.Edits[0].New != "x<y" {
		t.Errorf("got %+v", got)
	}
	b.Reset()
	if err := PrintJSON(&b, "", nil); err != nil || !strings.Contains(b.String(), `"diagnostics": []`) {
		t.Errorf("no diagnostics print as %s, %v", b.String(), err)
	}
}

func TestSortHidesTheOrderOfDiscovery(t *testing.T) {
	a := Diagnostic{Pos: at("a.go", 1, 1), Code: "SIG101", Text: "x"}
	b := Diagnostic{Pos: at("a.go", 1, 1), Code: "SIG102", Text: "a"}
	c := Diagnostic{Pos: at("b.go", 1, 1), Code: "SIG101", Text: "x"}
	got := Sort([]Diagnostic{c, b, a, a, c})
	if len(got) != 3 || got[0].Code != "SIG101" || got[1].Code != "SIG102" || got[2].Pos.Filename != "b.go" {
		t.Errorf("got %v", got)
	}
	if HasErrors([]Diagnostic{{Severity: Warning}}) || !HasErrors([]Diagnostic{{}}) {
		t.Error("only what is not a warning stops generation")
	}
}

func TestNearest(t *testing.T) {
	names := []string{"component", "contract", "computed", "config", "event", "effect"}
	for word, want := range map[string]string{
		"componnet": "component", "Component": "component", "contarct": "contract", "evnet": "event", "efect": "effect", "conf": "config",
		"frobnicate": "", "": "", "x": "", "co": "",
	} {
		if got := Nearest(word, names); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
