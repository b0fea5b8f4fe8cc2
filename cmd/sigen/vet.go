package main

import (
	"context"
	"fmt"

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
	-json            print the report as JSON with a schema version

Exit status: 0 no leak (with -require proved: all proved); 1 findings; 2 failure.
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
		require := c.flags.String("require", "", "")
		var o vet.Options
		c.flags.BoolVar(&o.Trusted, "trusted", false, "")
		c.flags.BoolVar(&o.Reveals, "reveals", false, "")
		c.flags.BoolVar(&o.Verbose, "v", false, "")
		return func(ctx context.Context) int {
			if *require != "" && *require != string(vet.Proved) {
				return c.misused(fmt.Errorf("-require %q: the only thing to require is proved", *require))
			}
			return c.vet(ctx, s, o, *require != "")
		}
	},
}

func (c *command) vet(ctx context.Context, s *inputFlags, o vet.Options, requireProved bool) int {
	cfg, err := s.config(c.args)
	if err != nil {
		return c.fail(err)
	}
	r, err := vet.Run(ctx, vet.Config{Dir: cfg.Dir, Tags: cfg.Tags, Patterns: cfg.Patterns})
	if err != nil {
		return c.fail(err)
	}
	if s.json {
		err = r.PrintJSON(c.stdout)
	} else {
		err = r.Print(c.stdout, o)
	}
	if err != nil {
		return c.fail(err)
	}
	if r.Failed(requireProved) {
		return exitFindings
	}
	return exitFine
}
