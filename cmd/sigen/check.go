package main

import (
	"context"
	"encoding/json"
	"io"
	"path/filepath"

	"github.com/sigen-dev/sigen/gen"
)

// checkVerb writes nothing; it says what generate would.
var checkVerb = &verb{
	name:  "check",
	args:  "[flags] [packages]",
	short: "report mistakes; print a diff where a file is stale",
	setup: func(c *command) func(ctx context.Context) int {
		s := c.inputFlags()
		return func(ctx context.Context) int { return c.check(ctx, s) }
	},
}

// checkSchema is the version of what "check -json" prints.
const checkSchema = 1

func (c *command) check(ctx context.Context, s *inputFlags) int {
	r, err := c.load(ctx, s)
	if err != nil {
		return c.fail(err)
	}
	if s.json {
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
func (c *command) checkJSON(r *gen.Result) error {
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
