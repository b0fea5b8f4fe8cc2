package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// graphVerb draws the program.
var graphVerb = &verb{
	name:  "graph",
	args:  "[flags] [packages]",
	short: "draw components, routes and requirements",
	usage: `sigen graph draws a program: components by scope, the routes and handles that they
require and provide, events, and admin crossings in a colour of their own.

Usage:

	sigen graph [flags] [packages]

	-C dir         work in dir
	-tags list     build tags, separated by commas
	-format name   mermaid (default), dot, json or svg; svg needs Graphviz's dot on the PATH
	-computed      what each computed value and effect reads, too
	-o file        write to file
	-json          the same as -format json

Exit status: 0 all is well; 1 there are mistakes, on standard error; 2 failure.
`,
	setup: func(c *command) func(ctx context.Context) int {
		s := c.inputFlags()
		format := c.flags.String("format", "mermaid", "")
		computed := c.flags.Bool("computed", false, "")
		out := c.flags.String("o", "", "")
		return func(ctx context.Context) int {
			if s.json {
				*format = "json"
			}
			return c.graph(ctx, s, *format, *computed, *out)
		}
	},
}

func (c *command) graph(ctx context.Context, s *inputFlags, format string, computed bool, out string) int {
	switch format {
	case "mermaid", "dot", "json", "svg":
	default:
		return c.misused(fmt.Errorf("-format %s: expected mermaid, dot, json or svg", format))
	}
	p, status := c.describe(ctx, s)
	if p == nil {
		return status
	}
	g := p.Graph(computed)
	var b bytes.Buffer
	switch format {
	case "mermaid":
		b.WriteString(g.Mermaid())
	case "dot":
		b.WriteString(g.DOT())
	case "svg":
		if err := drawSVG(ctx, &b, g.DOT()); err != nil {
			return c.fail(err)
		}
	default:
		to := *c
		to.stdout = &b
		if err := to.printJSON(g); err != nil {
			return c.fail(err)
		}
	}
	if out != "" {
		if err := os.WriteFile(out, b.Bytes(), 0o666); err != nil {
			return c.fail(err)
		}
		return status
	}
	if _, err := c.stdout.Write(b.Bytes()); err != nil {
		return c.fail(err)
	}
	return status
}

// drawSVG has Graphviz lay out the graph: of all layouts of directed graphs that one
// can read, it is the one that is kept up.
func drawSVG(ctx context.Context, w io.Writer, dot string) error {
	path, err := exec.LookPath("dot")
	if err != nil {
		return errors.New("-format svg needs Graphviz's dot on the PATH; install the package graphviz, or use -format mermaid")
	}
	cmd := exec.CommandContext(ctx, path, "-Tsvg")
	cmd.Stdin = strings.NewReader(dot)
	cmd.Stdout = w
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("dot: %w: %s", err, strings.TrimSpace(said.String()))
	}
	return nil
}
