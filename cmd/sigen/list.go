package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/sigen-dev/sigen/gen"
)

// listVerb shows what there is, a line each.
var listVerb = &verb{
	name:  "list",
	args:  "[flags] [packages]",
	short: "list what directives declare",
	usage: `sigen list prints what directives declare, a line each.

Usage:

	sigen list [flags] [packages]

	-C dir       work in dir
	-tags list   build tags, separated by commas
	-of what     components, runnables, settings or events (default components)
	-json        print all of it as JSON with a schema version

Exit status: 0 all is well; 1 there are mistakes, on standard error; 2 failure.
`,
	setup: func(c *command) func(ctx context.Context) int {
		s := c.inputFlags()
		of := c.flags.String("of", "components", "")
		return func(ctx context.Context) int { return c.list(ctx, s, *of) }
	},
}

func (c *command) list(ctx context.Context, s *inputFlags, of string) int {
	lines := map[string]func(p *gen.Program) [][]string{"components": componentLines, "runnables": runnableLines, "settings": settingsLines, "events": eventLines}[of]
	if lines == nil {
		return c.misused(fmt.Errorf("-of %s: expected components, runnables, settings or events", of))
	}
	p, status := c.describe(ctx, s)
	if p == nil {
		return status
	}
	if s.json {
		if err := c.printJSON(p); err != nil {
			return c.fail(err)
		}
		return status
	}
	w := tabwriter.NewWriter(c.stdout, 0, 8, 2, ' ', 0)
	for _, line := range lines(p) {
		fmt.Fprintln(w, strings.TrimRight(strings.Join(line, "\t"), "\t"))
	}
	if err := w.Flush(); err != nil {
		return c.fail(err)
	}
	return status
}

func componentLines(p *gen.Program) [][]string {
	out := [][]string{{"COMPONENT", "SCOPE", "ROUTES", "REQUIRES", "SOURCE"}}
	for _, x := range p.Components {
		var needs []string
		for _, r := range x.Requires {
			needs = append(needs, r.Field)
		}
		out = append(out, []string{x.Name, x.Scope, dash(strings.Join(x.Provides, " ")), dash(strings.Join(needs, " ")), x.Pos})
	}
	return out
}

func runnableLines(p *gen.Program) [][]string {
	out := [][]string{{"RUNNABLE", "PARAMS", "RESULT", "DESCRIPTION", "SOURCE"}}
	for _, c := range p.Contracts {
		for _, r := range c.Runnables {
			out = append(out, []string{c.Route + "." + r.Name, shapeName(r.Params), shapeName(r.Result), dash(r.Desc), r.Pos})
		}
	}
	return out
}

func settingsLines(p *gen.Program) [][]string {
	out := [][]string{{"KEY", "TYPE", "DEFAULT", "READ BY", "SOURCE"}}
	for _, x := range p.Components {
		for _, s := range x.Settings {
			for _, k := range flatKeys(s.Prefix, s.Keys) {
				def := "-"
				if k.Default != nil {
					def = fmt.Sprintf("%q", *k.Default)
				}
				out = append(out, []string{k.Name, k.Shape.Go, def, x.Name, x.Pos})
			}
		}
	}
	return out
}

// flatKeys are the dotted keys of settings, structs inside taken apart.
func flatKeys(prefix string, keys []gen.Field) []gen.Field {
	var out []gen.Field
	for _, k := range keys {
		k.Name = prefix + "." + k.Name
		if k.Shape.Kind == "struct" && len(k.Shape.Fields) > 0 {
			out = append(out, flatKeys(k.Name, k.Shape.Fields)...)
			continue
		}
		out = append(out, k)
	}
	return out
}

func eventLines(p *gen.Program) [][]string {
	out := [][]string{{"TOPIC", "TYPE", "SUBSCRIBERS", "SOURCE"}}
	for _, e := range p.Events {
		var who []string
		for _, x := range p.Components {
			for _, s := range x.Subscribe {
				if s.Event == e.Type {
					who = append(who, x.Name+"."+s.Method)
				}
			}
		}
		out = append(out, []string{e.Topic, e.Type, dash(strings.Join(who, " ")), e.Pos})
	}
	return out
}

func shapeName(s *gen.Shape) string {
	if s == nil {
		return "-"
	}
	return s.Go
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
