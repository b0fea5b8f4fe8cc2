package main

import (
	"context"
	"encoding/json"
	"io"

	"github.com/sigen-dev/sigen/gen"
)

// checkVerb writes nothing; it says what generate would.
var checkVerb = &verb{
	name:  "check",
	args:  "[flags] [packages]",
	short: "report mistakes; print a diff where a file is stale",
	setup: func(c *command) func(ctx context.Context) int {
		s := c.inputFlags()
		c.runFlags(s)
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
		err = c.checkJSON(r, s)
	} else if err = c.report(r, s); err == nil {
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
func (c *command) checkJSON(r *gen.Result, s *inputFlags) error {
	stale := []string{}
	for _, ch := range r.Changes() {
		stale = append(stale, ch.Path)
	}
	found, err := r.DiagnosticsJSON()
	if err != nil {
		return err
	}
	doc := struct {
		Version     int             `json:"version"`
		Stale       []string        `json:"stale"`
		Diagnostics json.RawMessage `json:"diagnostics"`
		Timings     []timing        `json:"timings,omitempty"`
	}{Version: checkSchema, Stale: stale, Diagnostics: found}
	if s.timings {
		doc.Timings = timings(r)
	}
	return c.printJSON(doc)
}
