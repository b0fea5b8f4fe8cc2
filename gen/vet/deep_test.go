package vet

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/gen/vet/internal/deep"
)

// TestDeep promises that whole programs prove what the layers below cannot, and that no way of
// bringing a function to a call unseen makes them prove a leak.
func TestDeep(t *testing.T) {
	dir := filepath.Join(corpus, "deep")
	shallow, err := Run(t.Context(), Config{Dir: dir, Patterns: []string{"./..."}})
	if err != nil {
		t.Fatal(err)
	}
	var steps []string
	r, err := Run(t.Context(), Config{Dir: dir, Patterns: []string{"./..."}, Deep: true, Progress: func(s string) { steps = append(steps, s) }})
	if err != nil {
		t.Fatal(err)
	}
	if len(steps) < 3 {
		t.Errorf("progress %q: at least reading, building and following are expected", steps)
	}
	if len(r.Base.Programs) != len(r.Components) {
		t.Errorf("%d programs for %d components: each case has one", len(r.Base.Programs), len(r.Components))
	}
	kinds := map[string]int{}
	for i, c := range r.Components {
		kind := filepath.Base(filepath.Dir(filepath.Dir(c.Pos.File)))
		kinds[kind]++
		switch {
		case kind == "clean" && c.Verdict != Proved:
			t.Errorf("%s is clean, but %s: %v", c.Name, c.Verdict, texts(r, c))
		case kind == "clean" && shallow.Components[i].Verdict == Proved:
			t.Errorf("%s is proved without programs too: it shows nothing", c.Name)
		case kind == "attack" && c.Verdict == Proved:
			t.Errorf("%s leaks and is called proved", c.Name)
		}
	}
	if kinds["clean"] < 5 || kinds["attack"] < 30 {
		t.Errorf("cases: %v", kinds)
	}
	var out bytes.Buffer
	if err := r.PrintJSON(&out); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Deep *struct{ Programs []string }
	}
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil || doc.Deep == nil || len(doc.Deep.Programs) != len(r.Base.Programs) {
		t.Errorf("JSON has deep %+v, %v; want %d programs", doc.Deep, err, len(r.Base.Programs))
	}
	out.Reset()
	if err := shallow.PrintJSON(&out); err != nil || strings.Contains(out.String(), `"deep"`) {
		t.Errorf("JSON without programs has a field for them, or fails: %v", err)
	}
}

func texts(r *Report, c Component) []string {
	var out []string
	for _, i := range c.Findings {
		out = append(out, r.Findings[i].Code+" "+r.Findings[i].Text)
	}
	return out
}

const undecided = `package p

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type source interface{ pick() func() }

type fixed struct{}

func (fixed) pick() func() { return nothing }

func nothing() {}

var from source = fixed{}

var f = from.pick()

//sig:component name=p scope=tenant
type C struct{ sig.Instance }

func (c *C) Do(ctx context.Context) error {
	f()
	return nil
}
`

// TestDeepOpen promises that nothing is resolved where the programs load code when they
// run, and that the report says so.
func TestDeepOpen(t *testing.T) {
	main := "package main\n\nimport (\n\t_ \"plugin\"\n\n\t\"github.com/sigen-dev/sigen/testdata/vet/tmp-testdeepopen/p\"\n)\n\nfunc main() { _ = new(p.C) }\n"
	dir := module(t, map[string]string{"p/p.go": undecided, "main.go": main})
	r, err := Run(t.Context(), Config{Dir: dir, Patterns: []string{"./..."}, Deep: true})
	if err != nil {
		t.Fatal(err)
	}
	if r.Components[0].Verdict != Undecided || !strings.Contains(r.Base.Blind, "plugin") {
		t.Errorf("verdict %s, blind %q: want undecided because of plugin", r.Components[0].Verdict, r.Base.Blind)
	}
	var out bytes.Buffer
	if err := r.Print(&out, Options{Verbose: true}); err != nil || !strings.Contains(out.String(), "no call was resolved") {
		t.Errorf("the trust base does not say that nothing was resolved (%v):\n%s", err, out.String())
	}
}

// TestDeepNoMain promises that a run without programs says what to name.
func TestDeepNoMain(t *testing.T) {
	dir := module(t, map[string]string{"p/p.go": undecided})
	_, err := Run(t.Context(), Config{Dir: dir, Patterns: []string{"./..."}, Deep: true})
	if !errors.Is(err, deep.ErrNoMain) {
		t.Errorf("error %v, want %v", err, deep.ErrNoMain)
	}
}
