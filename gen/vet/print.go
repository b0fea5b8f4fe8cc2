package vet

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/diag"
)

// Options say what Print shows besides findings.
type Options struct {
	Verbose bool // every component, and the trust base
	Trusted bool // every //sig:trust line, with what it accepts
	Reveals bool // every use of Secret.Reveal
}

// Print writes the report for people, one finding after the other:
//
//	shop/cart.go:12:2: SIG701: leak: writes package-level variable shop.seen
//		every tenant's instance has the same package-level variable, so …
//		shop/cart.go:8:1: reached from (*shop.Cart).Put
//		hint: make it a field of the component, or …
//
// File names below the report's directory are relative to it.
func (r *Report) Print(w io.Writer, o Options) error {
	var b strings.Builder
	outside, rest := 0, 0
	for _, f := range r.Findings {
		if filepath.IsAbs(diag.Rel(r.Dir, f.Pos.File)) { // other people's code
			if outside++; outside > shownOutside && !o.Verbose {
				rest++
				continue
			}
		}
		r.finding(&b, f, "")
	}
	if rest > 0 {
		fmt.Fprintf(&b, "%d more findings outside of %s; -v shows them\n", rest, r.Dir)
	}
	if o.Trusted {
		for _, a := range r.Accepted {
			fmt.Fprintf(&b, "%s: trusted: %s\n", r.at(a.Pos), oneLine(a.Reason))
			for _, f := range a.Findings {
				fmt.Fprintf(&b, "\t%s: %s: %s (%s)\n", r.at(f.Pos), f.Code, oneLine(f.Text), strings.Join(f.Components, ", "))
			}
		}
	}
	if o.Reveals {
		for _, rv := range r.Reveals {
			fmt.Fprintf(&b, "%s: %s reveals a secret\n", r.at(rv.Pos), shortFunc(rv.Func))
		}
	}
	if o.Verbose {
		for _, c := range r.Components {
			fmt.Fprintf(&b, "%s: %s component %s: %s", r.at(c.Pos), c.Scope, c.Name, c.Verdict)
			if c.Accepted > 0 {
				fmt.Fprintf(&b, " (%d accepted by //sig:trust)", c.Accepted)
			}
			b.WriteByte('\n')
		}
		r.base(&b)
	}
	r.Summary(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// shownOutside is how many findings in files outside of the report's directory are shown.
const shownOutside = 10

func (r *Report) finding(b *strings.Builder, f Finding, indent string) {
	fmt.Fprintf(b, "%s%s: %s: %s: %s\n", indent, r.at(f.Pos), f.Code, f.Verdict, oneLine(f.Text))
	fmt.Fprintf(b, "%s\t%s\n", indent, f.Why)
	for i, s := range f.Path {
		verb := "called by"
		if i == 0 {
			verb = "in"
			if len(f.Path) > 1 {
				verb = "reached from"
			}
		} else {
			verb = "calls"
		}
		fmt.Fprintf(b, "%s\t%s: %s %s\n", indent, r.at(s.Pos), verb, shortFunc(s.Func))
	}
	for _, rel := range f.Related {
		fmt.Fprintf(b, "%s\t%s: %s\n", indent, r.at(rel.Pos), oneLine(rel.Text))
	}
	if len(f.Components) > 1 {
		fmt.Fprintf(b, "%s\tcomponents: %s\n", indent, strings.Join(f.Components, ", "))
	}
	fmt.Fprintf(b, "%s\thint: %s\n", indent, f.Instead)
}

// Summary is one line of figures.
func (r *Report) Summary(w io.Writer) {
	accepted := 0
	for _, a := range r.Accepted {
		accepted += len(a.Findings)
	}
	fmt.Fprintf(w, "sigen vet: %d components: %d proved, %d leak, %d undecided; %d accepted by //sig:trust; isolated relative to the trust base (-v prints it)\n",
		len(r.Components), r.Count(Proved), r.Count(Leak), r.Count(Undecided), accepted)
}

func (r *Report) base(b *strings.Builder) {
	b.WriteString("trust base:\n")
	fmt.Fprintf(b, "\tkernel and handles   %s/...\n", r.Base.Kernel)
	fmt.Fprintf(b, "\tstandard library     %d summaries, made for %s; unlisted functions count as writing what they get\n", r.Base.Summaries, r.Base.Go)
	fmt.Fprintf(b, "\tgenerated files      %s\n", r.Base.Generated)
	for _, p := range r.Base.Programs {
		fmt.Fprintf(b, "\tprogram              %s: calls were resolved as if nothing else were linked\n", p)
	}
	if r.Base.Blind != "" {
		fmt.Fprintf(b, "\tno call was resolved: %s\n", r.Base.Blind)
	}
	for _, p := range r.Base.Providers {
		fmt.Fprintf(b, "\tprovider             %s\n", p)
	}
	for _, a := range r.Base.Admins {
		fmt.Fprintf(b, "\tadmin component      %s\n", a)
	}
	for _, v := range r.Base.Reviewed {
		fmt.Fprintf(b, "\treviewed package     %s\n", v)
	}
	for _, v := range r.Base.Benign {
		fmt.Fprintf(b, "\treviewed variable    %s\n", v)
	}
}

func (r *Report) at(p Position) string {
	if p.File == "" {
		return "-"
	}
	return fmt.Sprintf("%s:%d:%d", diag.Rel(r.Dir, p.File), p.Line, p.Column)
}

func oneLine(s string) string {
	return strings.NewReplacer("\r", `\r`, "\n", `\n`, "\x00", `\x00`).Replace(s)
}

// shortFunc is a function's name without the directories of its package.
func shortFunc(name string) string {
	lead := name[:len(name)-len(strings.TrimLeft(name, "(*"))]
	if i := strings.LastIndex(name, "/"); i >= 0 {
		return lead + name[i+1:]
	}
	return name
}

// SchemaVersion is the version of the JSON form. It grows when a field changes
// its meaning or goes; a new field does not change it.
const SchemaVersion = 1

type jsonPos struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

type jsonFinding struct {
	jsonPos
	Code       string     `json:"code"`
	Verdict    Verdict    `json:"verdict"`
	Text       string     `json:"text"`
	Why        string     `json:"why"`
	Instead    string     `json:"instead"`
	Path       []jsonStep `json:"path,omitempty"`
	Related    []jsonNote `json:"related,omitempty"`
	Components []string   `json:"components,omitempty"`
	Fix        *jsonFix   `json:"fix,omitempty"`
}

type jsonStep struct {
	jsonPos
	Func string `json:"func"`
}

type jsonNote struct {
	jsonPos
	Text string `json:"text"`
}

type jsonFix struct {
	jsonPos
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
	Text      string `json:"text"`
	New       string `json:"new"`
}

type jsonComponent struct {
	jsonPos
	Name     string  `json:"name"`
	Scope    string  `json:"scope"`
	Type     string  `json:"type"`
	Verdict  Verdict `json:"verdict"`
	Findings []int   `json:"findings,omitempty"`
	Accepted int     `json:"accepted,omitempty"`
}

type jsonTrust struct {
	jsonPos
	Reason   string        `json:"reason"`
	Findings []jsonFinding `json:"findings,omitempty"`
}

type jsonBase struct {
	Kernel    string   `json:"kernel"`
	Go        string   `json:"go"`
	Summaries int      `json:"summaries"`
	Generated string   `json:"generated"`
	Providers []string `json:"providers"`
	Admins    []string `json:"admins"`
	Reviewed  []string `json:"reviewed"`
	Benign    []string `json:"benign"`
}

// jsonDeep is there when whole programs were looked at.
type jsonDeep struct {
	Programs []string `json:"programs"`
	Blind    string   `json:"blind,omitempty"` // why no call was resolved
}

// PrintJSON writes the whole report as one document whose schema is numbered by SchemaVersion.
func (r *Report) PrintJSON(w io.Writer) error {
	type report struct {
		Version    int             `json:"version"`
		Components []jsonComponent `json:"components"`
		Findings   []jsonFinding   `json:"findings"`
		Trusted    []jsonTrust     `json:"trusted"`
		Needless   []jsonTrust     `json:"needless"`
		Reveals    []jsonStep      `json:"reveals"`
		Base       jsonBase        `json:"trustBase"`
		Deep       *jsonDeep       `json:"deep,omitempty"`
	}
	out := report{Version: SchemaVersion, Components: []jsonComponent{}, Findings: []jsonFinding{}, Trusted: []jsonTrust{}, Needless: []jsonTrust{}, Reveals: []jsonStep{},
		Base: jsonBase{r.Base.Kernel, r.Base.Go, r.Base.Summaries, r.Base.Generated, nonNil(r.Base.Providers), nonNil(r.Base.Admins), nonNil(r.Base.Reviewed), nonNil(r.Base.Benign)}}
	for _, c := range r.Components {
		out.Components = append(out.Components, jsonComponent{r.jsonPos(c.Pos), c.Name, c.Scope, c.Type, c.Verdict, c.Findings, c.Accepted})
	}
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, r.jsonFinding(f))
	}
	for _, a := range r.Accepted {
		t := jsonTrust{jsonPos: r.jsonPos(a.Pos), Reason: a.Reason}
		for _, f := range a.Findings {
			t.Findings = append(t.Findings, r.jsonFinding(f))
		}
		out.Trusted = append(out.Trusted, t)
	}
	for _, a := range r.Needless {
		out.Needless = append(out.Needless, jsonTrust{jsonPos: r.jsonPos(a.Pos), Reason: a.Reason})
	}
	for _, rv := range r.Reveals {
		out.Reveals = append(out.Reveals, jsonStep{r.jsonPos(rv.Pos), rv.Func})
	}
	if r.Base.Programs != nil {
		out.Deep = &jsonDeep{r.Base.Programs, r.Base.Blind}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func nonNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func (r *Report) jsonPos(p Position) jsonPos {
	return jsonPos{diag.Rel(r.Dir, p.File), p.Line, p.Column}
}

func (r *Report) jsonFinding(f Finding) jsonFinding {
	j := jsonFinding{jsonPos: r.jsonPos(f.Pos), Code: f.Code, Verdict: f.Verdict, Text: f.Text, Why: f.Why, Instead: f.Instead, Components: f.Components}
	for _, s := range f.Path {
		j.Path = append(j.Path, jsonStep{r.jsonPos(s.Pos), s.Func})
	}
	for _, n := range f.Related {
		j.Related = append(j.Related, jsonNote{r.jsonPos(n.Pos), n.Text})
	}
	if f.Fix != nil {
		j.Fix = &jsonFix{r.jsonPos(f.Fix.Pos), f.Fix.End.Line, f.Fix.End.Column, f.Fix.Text, f.Fix.New}
	}
	return j
}
