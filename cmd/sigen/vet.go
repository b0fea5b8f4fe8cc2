package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/sigen-dev/sigen/gen/vet"
)

const vetUsage = `sigen vet says for each tenant and shared component whether two tenants are kept apart.

Usage:

	sigen vet [flags] [packages]

The answer is proved, leak, or undecided with the reason, relative to the trust
base that -v prints. A //sig:trust reason="…" on a line accepts one finding.

Flags:

	-C dir           work in dir
	-tags list       build tags, separated by commas
	-require proved  fail for what is undecided too
	-trusted         list the lines that accept findings
	-reveals         list the uses of Secret.Reveal
	-v               print every component and the trust base
	-fix             apply the suggested fixes, in files below the directory
	-n               with -fix, print them as a unified diff and write nothing
	-deep            resolve calls through interfaces and functions in the whole programs
	                 (main packages) that are named; takes minutes and gigabytes, says on
	                 standard error what it does, and can only turn undecided into an answer
	-json            print the report as JSON with a schema version
	-cache dir       where to keep what was found, for the next run; off for nowhere

Exit status: 0 no leak (with -require proved: all proved); 1 findings; 2 failure.
With -fix it is that of what was found before the fixes: run it again to see what is left.
For editors and go vet: go vet -vettool=$(go tool -n sigen) ./...
`

// vetVerb proves isolation.
var vetVerb = &verb{
	name:  "vet",
	args:  "[flags] [packages]",
	short: "prove that components are isolated",
	usage: vetUsage,
	setup: func(c *command) func(ctx context.Context) int {
		s := c.inputFlags()
		c.flags.StringVar(&s.cache, "cache", "", "")
		require := c.flags.String("require", "", "")
		var o vet.Options
		c.flags.BoolVar(&o.Trusted, "trusted", false, "")
		c.flags.BoolVar(&o.Reveals, "reveals", false, "")
		c.flags.BoolVar(&o.Verbose, "v", false, "")
		deep := c.flags.Bool("deep", false, "")
		fix := c.flags.Bool("fix", false, "")
		dry := c.flags.Bool("n", false, "")
		return func(ctx context.Context) int {
			switch {
			case *dry && !*fix:
				return c.misused(errors.New("-n goes with -fix: sigen vet -fix -n prints what -fix would change"))
			case *fix && s.json:
				return c.misused(errors.New("-fix prints no JSON; sigen vet -json has the fixes in it"))
			}
			if *require != "" && *require != string(vet.Proved) {
				return c.misused(fmt.Errorf("-require %q: the only thing to require is proved", *require))
			}
			return c.vet(ctx, s, o, *require != "", *deep, fixing(*fix, *dry))
		}
	},
}

// What vet does with suggested fixes.
const (
	fixNone = iota
	fixShow
	fixWrite
)

func fixing(fix, dry bool) int {
	switch {
	case !fix:
		return fixNone
	case dry:
		return fixShow
	}
	return fixWrite
}

func (c *command) vet(ctx context.Context, s *inputFlags, o vet.Options, requireProved, deep bool, fix int) int {
	cfg, err := s.config(c.args)
	if err != nil {
		return c.fail(err)
	}
	dir, err := s.cacheDir()
	if err != nil {
		return c.fail(err)
	}
	r, err := vet.Run(ctx, vet.Config{Dir: cfg.Dir, Tags: cfg.Tags, Patterns: cfg.Patterns, Cache: dir, Deep: deep,
		Progress: func(step string) { fmt.Fprintf(c.stderr, "sigen vet: %s\n", step) }})
	if err != nil {
		return c.fail(err)
	}
	switch {
	case s.json:
		err = r.PrintJSON(c.stdout)
	case fix == fixShow: // the diff alone, so that it can be piped into patch
		err = c.fixes(r, fix)
	default:
		if err = r.Print(c.stdout, o); err == nil && fix == fixWrite {
			err = c.fixes(r, fix)
		}
	}
	if err != nil {
		return c.fail(err)
	}
	if r.Failed(requireProved) {
		return exitFindings
	}
	return exitFine
}

// fixes shows or writes the suggested fixes.
func (c *command) fixes(r *vet.Report, fix int) error {
	files, err := r.Fix()
	if err != nil {
		return err
	}
	if fix == fixShow {
		_, err := io.WriteString(c.stdout, r.FixDiff(files))
		return err
	}
	n := 0
	for _, f := range files {
		n += f.Fixes
	}
	if err := vet.WriteFixes(files); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.stdout, "sigen vet: %d fixes applied in %d files\n", n, len(files))
	return err
}
