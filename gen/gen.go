package gen

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/sigen-dev/sigen/gen/internal/check"
	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/emit"
	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/output"
	"github.com/sigen-dev/sigen/gen/internal/plan"
	"github.com/sigen-dev/sigen/gen/internal/resolve"
)

// Config says what to generate for. The zero Config is the package in the working directory.
type Config struct {
	Dir      string            // where patterns are resolved; "" is the working directory
	Tags     []string          // build tags
	Patterns []string          // packages, as for go build; none means "."
	Overlay  map[string][]byte // absolute file names and what to read instead of them
	Env      []string          // environment of the go command; nil is the process's own
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

	set *output.Set
}

// ErrFindings is what Write answers when the run found mistakes.
var ErrFindings = errors.New("there are mistakes in directives; nothing was written")

// Run loads, checks and prints. Mistakes in the code that it reads are
// diagnostics of the result. The error is for what no edit of that code repairs: a
// pattern that matches nothing, a go command that fails, a file of the generated
// name that sigen did not write. It is safe for concurrent use.
func Run(ctx context.Context, cfg Config) (*Result, error) {
	loaded, ds, err := load.Load(ctx, load.Config{Dir: cfg.Dir, Tags: cfg.Tags, Patterns: withTestdata(cfg.Dir, cfg.Patterns), Overlay: cfg.Overlay, Env: cfg.Env})
	if err != nil {
		return nil, err
	}
	prog, found := resolve.Resolve(loaded)
	ds = append(ds, found...)
	ds = append(ds, check.Check(prog)...)
	r := &Result{Dir: loaded.Dir, Diagnostics: diag.Sort(ds)}
	if diag.HasErrors(r.Diagnostics) {
		return r, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	wanted, err := render(prog, r)
	if err != nil {
		return nil, err
	}
	if r.set, err = output.Compare(wanted, load.Header); err != nil {
		return nil, err
	}
	return r, nil
}

// render prints every file; those that a package would not get any more come without data.
func render(prog *model.Program, r *Result) ([]output.File, error) {
	var wanted []output.File
	for _, p := range plan.Build(prog) {
		files, err := emit.Package(p)
		if err != nil {
			return nil, err
		}
		byName := map[string][]byte{load.GeneratedFile: nil, load.WireFile: nil}
		for _, f := range files {
			byName[f.Name] = f.Data
		}
		for _, name := range []string{load.GeneratedFile, load.WireFile} {
			path := filepath.Join(p.Model.Dir, name)
			wanted = append(wanted, output.File{Path: path, Data: byName[name]})
			if byName[name] != nil {
				r.Files = append(r.Files, File{Path: path, Data: byName[name]})
			}
		}
	}
	return wanted, nil
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

// Changed are the paths that Write would create, change or remove.
func (r *Result) Changed() []string {
	var out []string
	if r.set != nil {
		for _, c := range r.set.Changes {
			if c.Action != output.Keep {
				out = append(out, c.Path)
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
