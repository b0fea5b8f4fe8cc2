package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

// A build is what a binary knows about itself.
type build struct {
	Schema   int    `json:"version"`
	Module   string `json:"module"`
	Sigen    string `json:"sigen"`
	Revision string `json:"revision,omitempty"`
	Modified bool   `json:"modified,omitempty"`
	Go       string `json:"go"`
}

// ownModule is the module that this command belongs to, which as a tool of
// another module is a dependency in the build information.
const ownModule = "github.com/sigen-dev/sigen"

// buildOf reads build information.
func buildOf(info *debug.BuildInfo) build {
	b := build{Schema: 1, Module: ownModule, Sigen: "(unknown)"}
	if info == nil {
		return b
	}
	b.Go = info.GoVersion
	b.Sigen = info.Main.Version
	for _, d := range info.Deps {
		if d.Path == ownModule {
			b.Sigen = d.Version
			if d.Replace != nil && d.Replace.Version != "" {
				b.Sigen = d.Replace.Version
			}
			return b // the revision is that of the module that uses the tool
		}
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Revision = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b
}

var versionVerb = &verb{
	name:  "version",
	args:  "[-json]",
	short: "print version, revision and Go version",
	setup: func(c *command) func(ctx context.Context) int {
		asJSON := c.flags.Bool("json", false, "")
		return func(context.Context) int {
			if len(c.args) > 0 {
				return c.misused(fmt.Errorf("version takes no packages, but there is %q", c.args[0]))
			}
			return c.version(*asJSON)
		}
	},
}

func (c *command) version(asJSON bool) int {
	info, _ := debug.ReadBuildInfo()
	b := buildOf(info)
	if asJSON {
		if err := c.printJSON(b); err != nil {
			return c.fail(err)
		}
		return exitFine
	}
	text := "sigen " + b.Sigen
	if b.Revision != "" {
		text += " " + b.Revision
		if b.Modified {
			text += " (modified)"
		}
	}
	fmt.Fprintln(c.stdout, text, b.Go)
	return exitFine
}
