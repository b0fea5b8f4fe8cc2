package diag

import (
	"encoding/json"
	"fmt"
	"go/token"
	"io"
	"path/filepath"
	"strings"
)

// Print writes ds to w in the order given:
//
//	shop/cart.go:3:17: SIG201: component name "cart" is already used by Basket
//		shop/basket.go:3:17: first used here
//		hint: give one of them another name= in its //sig:component line
//
// File names below base are written relative to it, with slashes on every system.
// Of one code in one file printed are written, and at the end how many more there are.
func Print(w io.Writer, base string, ds []Diagnostic) error {
	var b strings.Builder
	type kind struct{ file, code string }
	count := map[kind]int{}
	var cut []kind // in the order in which they went beyond printed
	for _, d := range ds {
		k := kind{d.Pos.Filename, d.Code}
		if count[k]++; count[k] > printed {
			if count[k] == printed+1 {
				cut = append(cut, k)
			}
			continue
		}
		writePos(&b, base, d.Pos)
		b.WriteString(d.Code)
		b.WriteString(": ")
		if d.Severity == Warning {
			b.WriteString("warning: ")
		}
		b.WriteString(oneLine(d.Text))
		b.WriteByte('\n')
		for _, r := range d.Related {
			b.WriteByte('\t')
			writePos(&b, base, r.Pos)
			b.WriteString(oneLine(r.Text))
			b.WriteByte('\n')
		}
		if d.Hint != "" {
			b.WriteString("\thint: ")
			b.WriteString(oneLine(d.Hint))
			b.WriteByte('\n')
		}
	}
	for _, k := range cut {
		writePos(&b, base, token.Position{Filename: k.file})
		fmt.Fprintf(&b, "%s: %d more of these; mend the first %d, or see all with -json\n", k.code, count[k]-printed, printed)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// printed is how many diagnostics of one code in one file Print writes: more than
// anybody reads, and few enough that one bad line cannot fill a terminal or a log.
const printed = 100

func writePos(b *strings.Builder, base string, p token.Position) {
	if p.Filename == "" {
		return
	}
	b.WriteString(Rel(base, p.Filename))
	if p.Line > 0 {
		fmt.Fprintf(b, ":%d", p.Line)
		if p.Column > 0 {
			fmt.Fprintf(b, ":%d", p.Column)
		}
	}
	b.WriteString(": ")
}

// wide is how many bytes of a text Print writes: a name or literal in it may be as
// long as a file. JSON has all of it.
const wide = 4096

// oneLine keeps a foreign text (a path or literal with a line break in it) from starting
// a line of its own, or from being all that one sees.
func oneLine(s string) string {
	if len(s) > wide {
		s = strings.ToValidUTF8(s[:wide/2], "") + " … " + strings.ToValidUTF8(s[len(s)-wide/4:], "")
	}
	return strings.NewReplacer("\r", `\r`, "\n", `\n`, "\x00", `\x00`).Replace(s)
}

// Rel is file as it is shown: relative to base when it lies below base, unchanged otherwise.
func Rel(base, file string) string {
	if base == "" || !filepath.IsAbs(file) {
		return filepath.ToSlash(file)
	}
	rel, err := filepath.Rel(base, file)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

// SchemaVersion is the version of the JSON form. It grows when a field changes
// its meaning or goes; a new field does not change it.
const SchemaVersion = 1

type jsonReport struct {
	Version     int              `json:"version"`
	Diagnostics []jsonDiagnostic `json:"diagnostics"`
}

type jsonDiagnostic struct {
	jsonPlace
	Code     string        `json:"code"`
	Severity Severity      `json:"severity"`
	Text     string        `json:"text"`
	Related  []jsonRelated `json:"related,omitempty"`
	Hint     string        `json:"hint,omitempty"`
	Fix      *jsonFix      `json:"fix,omitempty"`
}

type jsonPlace struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine,omitempty"`
	EndColumn int    `json:"endColumn,omitempty"`
}

type jsonRelated struct {
	jsonPlace
	Text string `json:"text"`
}

type jsonFix struct {
	Text  string     `json:"text"`
	Edits []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	jsonPlace
	New string `json:"new"`
}

// PrintJSON writes ds as one JSON document whose schema is numbered by SchemaVersion.
func PrintJSON(w io.Writer, base string, ds []Diagnostic) error {
	place := func(pos, end token.Position) jsonPlace {
		return jsonPlace{File: Rel(base, pos.Filename), Line: pos.Line, Column: pos.Column, EndLine: end.Line, EndColumn: end.Column}
	}
	report := jsonReport{Version: SchemaVersion, Diagnostics: []jsonDiagnostic{}}
	for _, d := range ds {
		j := jsonDiagnostic{jsonPlace: place(d.Pos, d.End), Code: d.Code, Severity: d.Severity, Text: d.Text, Hint: d.Hint}
		if j.Severity == "" {
			j.Severity = Error
		}
		for _, r := range d.Related {
			j.Related = append(j.Related, jsonRelated{place(r.Pos, token.Position{}), r.Text})
		}
		if d.Fix != nil {
			j.Fix = &jsonFix{Text: d.Fix.Text}
			for _, e := range d.Fix.Edits {
				j.Fix.Edits = append(j.Fix.Edits, jsonEdit{place(e.Pos, e.End), e.New})
			}
		}
		report.Diagnostics = append(report.Diagnostics, j)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(report)
}
