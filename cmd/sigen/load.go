package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/sigen-dev/sigen/gen"
)

// inputFlags is what the flags of the verbs that read packages say.
type inputFlags struct {
	dir  string
	tags string
	json bool
}

// inputFlags registers the flags that every verb has which reads packages.
func (c *command) inputFlags() *inputFlags {
	s := &inputFlags{}
	c.flags.StringVar(&s.dir, "C", "", "")
	c.flags.StringVar(&s.tags, "tags", "", "")
	c.flags.BoolVar(&s.json, "json", false, "")
	return s
}

// config is what to generate for, with patterns for packages.
func (s *inputFlags) config(patterns []string) (gen.Config, error) {
	if s.dir != "" {
		if st, err := os.Stat(s.dir); err != nil || !st.IsDir() {
			return gen.Config{}, fmt.Errorf("-C %s: no such directory", s.dir)
		}
	}
	tags := strings.FieldsFunc(s.tags, func(r rune) bool { return r == ',' || r == ' ' })
	return gen.Config{Dir: s.dir, Tags: tags, Patterns: patterns}, nil
}

// load runs the generator over the packages that the arguments name.
func (c *command) load(ctx context.Context, s *inputFlags) (*gen.Result, error) {
	cfg, err := s.config(c.args)
	if err != nil {
		return nil, err
	}
	return gen.Run(ctx, cfg)
}

// diagnostics prints what the run found, on standard error for people and on
// standard output for programs.
func (c *command) diagnostics(r *gen.Result, asJSON bool) error {
	if asJSON {
		return r.PrintJSON(c.stdout)
	}
	return r.Print(c.stderr)
}

func (c *command) printJSON(v any) error {
	enc := json.NewEncoder(c.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
