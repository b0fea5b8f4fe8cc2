package main

import "context"

// generateVerb is what sigen does without a verb.
var generateVerb = &verb{
	args:  "[flags] [packages]",
	short: "write sig_gen.go where a package asks for it",
	setup: func(c *command) func(ctx context.Context) int {
		s := c.inputFlags()
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
	if err := c.diagnostics(r, s.json); err != nil {
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
