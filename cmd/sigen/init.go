package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/sigen-dev/sigen/gen"
)

// initVerb adopts a module.
var initVerb = &verb{
	name:  "init",
	args:  "[flags]",
	short: "adopt an existing module",
	usage: `sigen init makes an existing module one that sigen generates for:

	go.mod                        gets the tool line, so that generator and runtime have one version
	generate.go                   //go:generate go tool sigen ./...
	.github/workflows/sigen.yml   check, vet and test; with -ci=github

What is there already stays as it is, so running it twice changes nothing.

Usage:

	sigen init [flags]

	-C dir    work in dir
	-ci name  github, or none (default)
	-n        print what would be done, and do nothing
	-json     print the commands and files as JSON with a schema version
`,
	setup: func(c *command) func(ctx context.Context) int {
		dir := c.flags.String("C", ".", "")
		ci := c.flags.String("ci", "none", "")
		dry := c.flags.Bool("n", false, "")
		asJSON := c.flags.Bool("json", false, "")
		return func(ctx context.Context) int {
			switch {
			case len(c.args) > 0:
				return c.misused(fmt.Errorf("init takes no arguments, but there is %q", c.args[0]))
			case *ci != "github" && *ci != "none":
				return c.misused(fmt.Errorf("-ci %s: expected github or none", *ci))
			}
			return c.init(ctx, *dir, *ci == "github", *dry, *asJSON)
		}
	},
}

// initSchema is the version of what "init -json" prints.
const initSchema = 1

func (c *command) init(ctx context.Context, dir string, ci, dry, asJSON bool) int {
	a, err := gen.Adopt(dir, ci)
	if err != nil {
		return c.fail(err)
	}
	commands, files := []string{}, []string{}
	say := func(what string) {
		if !asJSON {
			fmt.Fprintln(c.stdout, what)
		}
	}
	if a.Tool {
		args := []string{"get", "-tool", gen.ToolPath + version()}
		commands = append(commands, "go "+strings.Join(args, " "))
		say(commands[0])
		if !dry {
			cmd := exec.CommandContext(ctx, "go", args...)
			cmd.Dir = a.Root
			if out, err := cmd.CombinedOutput(); err != nil {
				return c.fail(fmt.Errorf("go get -tool: %w\n%s", err, strings.TrimSpace(string(out))))
			}
		}
	}
	for _, f := range a.Files {
		rel, err := filepath.Rel(a.Root, f.Path)
		if err != nil {
			rel = f.Path
		}
		files = append(files, filepath.ToSlash(rel))
		say("write " + filepath.ToSlash(rel))
	}
	if !dry {
		if err := gen.Create(a.Files); err != nil {
			return c.fail(err)
		}
	}
	switch {
	case asJSON:
		err := c.printJSON(struct {
			Version  int      `json:"version"`
			Commands []string `json:"commands"`
			Files    []string `json:"files"`
		}{initSchema, commands, files})
		if err != nil {
			return c.fail(err)
		}
	case len(commands)+len(files) == 0:
		say("nothing to do: the module is adopted")
	case !dry:
		say("next: go tool sigen new component NAME")
	}
	return exitFine
}

// version is how go get asks for the version of this binary; "" is the newest.
func version() string {
	info, _ := debug.ReadBuildInfo()
	if v := buildOf(info).Sigen; strings.HasPrefix(v, "v") && !strings.Contains(v, "+dirty") {
		return "@" + v
	}
	return ""
}
