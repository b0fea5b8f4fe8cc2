package gen

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/output"
)

// Config says what to generate for. The zero Config is the package in the working directory.
type Config struct {
	Dir      string            // where patterns are resolved; "" is the working directory
	Tags     []string          // build tags
	Patterns []string          // packages, as for go build; none means "."
	Overlay  map[string][]byte // absolute file names and what to read instead of them
	Env      []string          // environment of the go command; nil is the process's own

	// Cache is the folder in which runs keep what they found, "" for none. The
	// answer is the same with and without one. With an Overlay nothing is kept.
	Cache string
	// PathsOnly says that nobody reads the data of files that are in place
	// already: of those, Result.Files has the path alone where that saves work.
	PathsOnly bool
}

// A Diagnostic is one mistake in somebody's code: a position, a code that never
// changes its meaning, what is wrong, the other places involved and what to write instead.
type Diagnostic = diag.Diagnostic

// A File is a generated file.
type File struct {
	Path string // absolute
	Data []byte
}

// A Result is what a run found and would write.
type Result struct {
	Dir         string // absolute; paths in messages are relative to it
	Diagnostics []Diagnostic
	Files       []File // sorted by path; nil when a diagnostic is an error
	Phases      []Phase

	set *output.Set
}

// ErrFindings is what Write answers when the run found mistakes.
var ErrFindings = errors.New("there are mistakes in directives; nothing was written")

// Run loads, checks and prints. Mistakes in the code that it reads are
// diagnostics of the result. The error is for what no edit of that code repairs: a
// pattern that matches nothing, a go command that fails, a file of the generated
// name that sigen did not write. It is safe for concurrent use.
func Run(ctx context.Context, cfg Config) (*Result, error) {
	return newRunner(cfg).run(ctx)
}

// Failed reports whether a diagnostic is an error.
func (r *Result) Failed() bool { return diag.HasErrors(r.Diagnostics) }

// Stale reports whether Write would change anything.
func (r *Result) Stale() bool { return r.set != nil && r.set.Stale() }

// Diff is the unified diff of what Write would do; "" when that is nothing.
func (r *Result) Diff() string {
	if r.set == nil {
		return ""
	}
	return r.set.Diff(r.Dir)
}

// Write puts the files in place: all are written under temporary names first, and
// what is equal keeps its modification time. With mistakes it writes nothing and
// answers ErrFindings.
func (r *Result) Write() error {
	if r.Failed() || r.set == nil {
		return ErrFindings
	}
	if err := r.set.Apply(); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	return nil
}

// A FileChange is one thing that Write does.
type FileChange struct {
	Action string `json:"action"` // "create", "update", "remove"
	Path   string `json:"path"`   // relative to the run's directory when it lies below, with slashes
}

func (c FileChange) String() string { return c.Action + " " + c.Path }

// Changes are what Write does, sorted by path; empty, not nil, when that is nothing.
func (r *Result) Changes() []FileChange {
	out := []FileChange{}
	if r.set != nil {
		for _, c := range r.set.Changes {
			if c.Action != output.Keep {
				out = append(out, FileChange{string(c.Action), diag.Rel(r.Dir, c.Path)})
			}
		}
	}
	return out
}

// Print writes the diagnostics as text, one a line with what belongs to it below.
func (r *Result) Print(w io.Writer) error { return diag.Print(w, r.Dir, r.Diagnostics) }

// PrintJSON writes the diagnostics as one JSON document with a schema version.
func (r *Result) PrintJSON(w io.Writer) error { return diag.PrintJSON(w, r.Dir, r.Diagnostics) }

// DiagnosticsJSON is the list of diagnostics as PrintJSON has it, for a document that has more.
func (r *Result) DiagnosticsJSON() (json.RawMessage, error) {
	var b bytes.Buffer
	if err := r.PrintJSON(&b); err != nil {
		return nil, err
	}
	var doc struct {
		Diagnostics json.RawMessage `json:"diagnostics"`
	}
	err := json.Unmarshal(b.Bytes(), &doc)
	return doc.Diagnostics, err
}
