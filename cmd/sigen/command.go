package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/sigen-dev/sigen/gen"
)

// A command is one run with where it prints to.
type command struct {
	commandLine
	stdout, stderr io.Writer
}

func (c command) run(ctx context.Context) (*gen.Result, error) {
	if c.dir != "" {
		if st, err := os.Stat(c.dir); err != nil || !st.IsDir() {
			return nil, fmt.Errorf("-C %s: no such directory", c.dir)
		}
	}
	return gen.Run(ctx, gen.Config{Dir: c.dir, Tags: c.tags, Patterns: c.patterns})
}

func (c command) fail(err error) int {
	if errors.Is(err, context.Canceled) {
		err = errors.New("interrupted; nothing was written")
	}
	fmt.Fprintf(c.stderr, "sigen: %v\n", err)
	return exitFailure
}

// diagnostics prints what the run found, on standard error for people and on
// standard output for programs.
func (c command) diagnostics(r *gen.Result) error {
	if c.json {
		return r.PrintJSON(c.stdout)
	}
	return r.Print(c.stderr)
}

func (c command) generate(ctx context.Context) int {
	r, err := c.run(ctx)
	if err != nil {
		return c.fail(err)
	}
	if err := c.diagnostics(r); err != nil {
		return c.fail(err)
	}
	if r.Failed() {
		return exitFindings
	}
	if err := r.Write(); err != nil {
		return c.fail(err)
	}
	return exitFine
}

// checkSchema is the version of what "check -json" prints.
const checkSchema = 1

// check writes nothing; it says what generate would.
func (c command) check(ctx context.Context) int {
	r, err := c.run(ctx)
	if err != nil {
		return c.fail(err)
	}
	if c.json {
		err = c.checkJSON(r)
	} else if err = r.Print(c.stderr); err == nil {
		_, err = io.WriteString(c.stdout, r.Diff())
	}
	if err != nil {
		return c.fail(err)
	}
	if r.Failed() || r.Stale() {
		return exitFindings
	}
	return exitFine
}

// checkJSON prints the diagnostics together with the files that differ.
func (c command) checkJSON(r *gen.Result) error {
	stale := []string{}
	for _, path := range r.Changed() {
		if rel, err := filepath.Rel(r.Dir, path); err == nil {
			path = rel
		}
		stale = append(stale, filepath.ToSlash(path))
	}
	found, err := r.DiagnosticsJSON()
	if err != nil {
		return err
	}
	return c.printJSON(struct {
		Version     int             `json:"version"`
		Stale       []string        `json:"stale"`
		Diagnostics json.RawMessage `json:"diagnostics"`
	}{checkSchema, stale, found})
}

func (c command) printJSON(v any) error {
	enc := json.NewEncoder(c.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
