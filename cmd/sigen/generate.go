package main

import (
	"context"
	"fmt"
)

// generateVerb is what sigen does without a verb.
var generateVerb = &verb{
	args:  "[flags] [packages]",
	short: "write sig_gen.go where a package asks for it",
	setup: func(c *command) func(ctx context.Context) int {
		s := c.inputFlags()
		c.runFlags(s)
		c.flags.BoolVar(&s.dry, "n", false, "")
		version := c.flags.Bool("version", false, "")
		return func(ctx context.Context) int {
			if *version {
				return c.version(s.json)
			}
			return c.generate(ctx, s)
		}
	},
}

func (c *command) generate(ctx context.Context, s *inputFlags) int {
	r, err := c.load(ctx, s)
	if err != nil {
		return c.fail(err)
	}
	if err := c.report(r, s); err != nil {
		return c.fail(err)
	}
	if r.Failed() {
		return exitFindings
	}
	changes := r.Changes()
	if s.dry || s.verbose {
		for _, ch := range changes {
			fmt.Fprintln(c.stderr, ch)
		}
	}
	if s.dry {
		return exitFine
	}
	if err := r.Write(); err != nil {
		return c.fail(err)
	}
	return exitFine
}
