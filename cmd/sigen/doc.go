package main

import (
	"context"
	"io"
	"os"
)

// docVerb writes a reference.
var docVerb = &verb{
	name:  "doc",
	args:  "[flags] [packages]",
	short: "write a Markdown reference",
	usage: `sigen doc writes a Markdown reference of all runnables with their params and
results, of the settings and of the events, from directives and doc comments.

Usage:

	sigen doc [flags] [packages]

	-C dir       work in dir
	-tags list   build tags, separated by commas
	-title text  the heading (default "Reference")
	-o file      write to file
	-json        print what the page is made of as JSON with a schema version

Exit status: 0 all is well; 1 there are mistakes, on standard error; 2 failure.
`,
	setup: func(c *command) func(ctx context.Context) int {
		s := c.inputFlags()
		title := c.flags.String("title", "Reference", "")
		out := c.flags.String("o", "", "")
		return func(ctx context.Context) int { return c.doc(ctx, s, *title, *out) }
	},
}

func (c *command) doc(ctx context.Context, s *inputFlags, title, out string) int {
	p, status := c.describe(ctx, s)
	if p == nil {
		return status
	}
	var err error
	switch page := p.Markdown(title); {
	case s.json:
		err = c.printJSON(p)
	case out != "":
		err = os.WriteFile(out, []byte(page), 0o666)
	default:
		_, err = io.WriteString(c.stdout, page)
	}
	if err != nil {
		return c.fail(err)
	}
	return status
}
