package main

import (
	"context"

	"github.com/sigen-dev/sigen/gen"
)

// describe reads the packages that the arguments name. Mistakes are printed, and
// what is known in spite of them is returned.
func (c *command) describe(ctx context.Context, s *inputFlags) (p *gen.Program, status int) {
	cfg, err := s.config(c.args)
	if err != nil {
		return nil, c.fail(err)
	}
	p, r, err := gen.Describe(ctx, cfg)
	if err != nil {
		return nil, c.fail(err)
	}
	if err := r.Print(c.stderr); err != nil {
		return nil, c.fail(err)
	}
	if r.Failed() {
		return p, exitFindings
	}
	return p, exitFine
}
