package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/sigen-dev/sigen/gen"
)

// explainVerb says what a code means.
var explainVerb = &verb{
	name:  "explain",
	args:  "[-json] [CODE]",
	short: "say what a diagnostic's code means",
	usage: `sigen explain says what the code of a diagnostic means, with a wrong and a right
example. Without a code it lists all of them.

Usage:

	sigen explain [-json] [CODE]

	sigen explain SIG405
`,
	setup: func(c *command) func(ctx context.Context) int {
		asJSON := c.flags.Bool("json", false, "")
		return func(context.Context) int {
			if len(c.args) > 1 {
				return c.misused(fmt.Errorf("explain takes one code, but there is %q too", c.args[1]))
			}
			if len(c.args) == 0 {
				return c.explainAll(*asJSON)
			}
			p, err := gen.Explain(c.args[0])
			if err != nil {
				return c.fail(err)
			}
			if *asJSON {
				err = c.printJSON(explainDocument{explainSchema, []gen.Explanation{p}})
			} else {
				_, err = io.WriteString(c.stdout, explainText(p))
			}
			if err != nil {
				return c.fail(err)
			}
			return exitFine
		}
	},
}

// explainSchema is the version of what "explain -json" prints.
const explainSchema = 1

type explainDocument struct {
	Version int               `json:"version"`
	Codes   []gen.Explanation `json:"codes"`
}

func (c *command) explainAll(asJSON bool) int {
	doc := explainDocument{Version: explainSchema}
	for _, code := range gen.Codes() {
		p, err := gen.Explain(code)
		if err != nil {
			return c.fail(err)
		}
		doc.Codes = append(doc.Codes, p)
		if !asJSON {
			fmt.Fprintf(c.stdout, "%s  %s\n", p.Code, p.Title)
		}
	}
	if asJSON {
		if err := c.printJSON(doc); err != nil {
			return c.fail(err)
		}
	}
	return exitFine
}

func explainText(p gen.Explanation) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n\n%s\n", p.Code, p.Title, p.Why)
	example := func(name string, files []gen.ExampleFile) {
		if len(files) > 0 {
			fmt.Fprintf(&b, "\n%s:\n", name)
		}
		for _, f := range files {
			fmt.Fprintf(&b, "\n    // %s\n", f.Name)
			for line := range strings.Lines(f.Text) {
				if line != "\n" {
					line = "    " + line
				}
				b.WriteString(line)
			}
		}
	}
	example("Wrong", p.Wrong)
	example("Right", p.Right)
	return b.String()
}
