package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/sigen-dev/sigen/gen"
)

// inputFlags are what the flags of the verbs that read packages say.
type inputFlags struct {
	dir  string
	tags string
	json bool

	// Of the verbs that run the generator.
	cache   string
	timings bool
	verbose bool
	dry     bool // generate only
}

// inputFlags registers the flags that every verb has which reads packages.
func (c *command) inputFlags() *inputFlags {
	s := &inputFlags{}
	c.flags.StringVar(&s.dir, "C", "", "")
	c.flags.StringVar(&s.tags, "tags", "", "")
	c.flags.BoolVar(&s.json, "json", false, "")
	return s
}

// runFlags registers the flags of verbs that run the generator.
func (c *command) runFlags(s *inputFlags) {
	c.flags.StringVar(&s.cache, "cache", "", "")
	c.flags.BoolVar(&s.timings, "timings", false, "")
	c.flags.BoolVar(&s.verbose, "v", false, "")
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

// cacheDir is the folder of the cache: that of -cache, or of the environment; "" when it is off.
func (s *inputFlags) cacheDir() (string, error) {
	if s.cache == "off" || s.cache == "" && os.Getenv("SIGEN_CACHE") == "off" {
		return "", nil
	}
	if s.cache != "" {
		return gen.CacheDir(func(string) string { return s.cache })
	}
	dir, err := gen.CacheDir(os.Getenv)
	if err != nil && os.Getenv("SIGEN_CACHE") == "" {
		return "", nil // somebody without a home: the run is as right, and slower
	}
	return dir, err
}

// load runs the generator over the packages that the arguments name.
func (c *command) load(ctx context.Context, s *inputFlags) (*gen.Result, error) {
	cfg, err := s.config(c.args)
	if err != nil {
		return nil, err
	}
	if cfg.Cache, err = s.cacheDir(); err != nil {
		return nil, err
	}
	cfg.PathsOnly = true
	return gen.Run(ctx, cfg)
}

// diagnostics prints what a verb found that does not generate.
func (c *command) diagnostics(r *gen.Result, asJSON bool) error {
	if asJSON {
		return r.PrintJSON(c.stdout)
	}
	return r.Print(c.stderr)
}

// timing is a phase as -json has it.
type timing struct {
	Name string  `json:"name"`
	MS   float64 `json:"ms"`
}

func timings(r *gen.Result) []timing {
	out := []timing{}
	for _, p := range r.Phases {
		out = append(out, timing{p.Name, milliseconds(p.Time)})
	}
	return out
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// generateSchema is the version of what "sigen -json" prints.
const generateSchema = 1

// report prints what the run found, on standard error for people and on
// standard output for programs.
func (c *command) report(r *gen.Result, s *inputFlags) error {
	if s.timings && !s.json {
		c.printTimings(r)
	}
	if !s.json {
		return r.Print(c.stderr)
	}
	found, err := r.DiagnosticsJSON()
	if err != nil {
		return err
	}
	doc := struct {
		Version     int              `json:"version"`
		Diagnostics json.RawMessage  `json:"diagnostics"`
		Changes     []gen.FileChange `json:"changes"`
		Timings     []timing         `json:"timings,omitempty"`
	}{Version: generateSchema, Diagnostics: found, Changes: r.Changes()}
	if s.timings {
		doc.Timings = timings(r)
	}
	return c.printJSON(doc)
}

func (c *command) printTimings(r *gen.Result) {
	var total time.Duration
	for _, p := range r.Phases {
		fmt.Fprintf(c.stderr, "%10s  %s\n", p.Time.Round(10*time.Microsecond), p.Name)
		total += p.Time
	}
	fmt.Fprintf(c.stderr, "%10s  in all\n", total.Round(10*time.Microsecond))
}

func (c *command) printJSON(v any) error {
	enc := json.NewEncoder(c.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
