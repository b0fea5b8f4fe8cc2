// Package diag is what every stage says about somebody's code: a position, a
// literal code, a sentence that names their identifiers, the other places
// involved and what to write instead.
//
// Codes are literal constants beside the rule that reports them. They never
// change their meaning, because people search for them and write them in tests.
package diag

import (
	"cmp"
	"go/token"
	"slices"
)

// A Severity says whether a diagnostic stops generation.
type Severity string

// The severities. The zero value counts as Error.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// A Diagnostic is one mistake, or one thing worth a look.
type Diagnostic struct {
	Pos      token.Position // where the edit goes
	End      token.Position // exclusive; the zero value when only the start is known
	Code     string         // "SIG201"
	Severity Severity       // "" is Error
	Text     string         // one line, no full stop at the end
	Related  []Related      // the other places involved
	Hint     string         // what to write instead, "" for none
	Fix      *Fix           // an edit that a tool may apply, nil for none
}

// Related is another place that has to do with a diagnostic.
type Related struct {
	Pos  token.Position
	Text string
}

// A Fix is a set of edits that resolves a diagnostic.
type Fix struct {
	Text  string // "write //sig:component"
	Edits []Edit
}

// An Edit replaces the text from Pos up to End, which lie in one file.
type Edit struct {
	Pos, End token.Position
	New      string
}

// IsError reports whether d stops generation.
func (d Diagnostic) IsError() bool { return d.Severity != Warning }

// HasErrors reports whether any of ds stops generation.
func HasErrors(ds []Diagnostic) bool { return slices.ContainsFunc(ds, Diagnostic.IsError) }

// Sort orders ds by file, line, column, code and text, and drops exact repetitions, so
// that nobody can see in which order packages were looked at.
func Sort(ds []Diagnostic) []Diagnostic {
	slices.SortStableFunc(ds, func(a, b Diagnostic) int {
		return cmp.Or(comparePos(a.Pos, b.Pos), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Text, b.Text))
	})
	return slices.CompactFunc(ds, func(a, b Diagnostic) bool {
		return a.Pos == b.Pos && a.Code == b.Code && a.Text == b.Text
	})
}

func comparePos(a, b token.Position) int {
	return cmp.Or(cmp.Compare(a.Filename, b.Filename), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}
