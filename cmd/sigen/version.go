package main

import (
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

func (c command) version() int {
	info, _ := debug.ReadBuildInfo()
	b := buildOf(info)
	if c.json {
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
