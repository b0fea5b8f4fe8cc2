package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/sigen-dev/sigen/gen"
)

// newVerb writes something to start from.
var newVerb = &verb{
	name:  "new",
	args:  "[flags] component NAME",
	short: "write a component to start from, with its test",
	usage: `sigen new writes a component with a test, in a package of its own, and generates
what its directives ask for. It never overwrites a file.

Usage:

	sigen new [flags] component NAME

	-C dir         work in dir
	-scope scope   tenant (default) or shared
	-n             print what would be written, and write nothing
	-json          print the files as JSON with a schema version, with -n what would be in them

	sigen new component shopping-cart    writes shoppingcart/shoppingcart.go and its test
`,
	setup: func(c *command) func(ctx context.Context) int {
		dir := c.flags.String("C", ".", "")
		scope := c.flags.String("scope", "tenant", "")
		dry := c.flags.Bool("n", false, "")
		asJSON := c.flags.Bool("json", false, "")
		return func(ctx context.Context) int {
			if len(c.args) != 2 || c.args[0] != "component" {
				return c.misused(errors.New("expected \"component NAME\""))
			}
			return c.newComponent(ctx, *dir, c.args[1], *scope, *dry, *asJSON)
		}
	},
}

// newSchema is the version of what "new -json" prints.
const newSchema = 1

// A newFile is a file of "new -json".
type newFile struct {
	Path string `json:"path"`
	Text string `json:"text,omitempty"`
}

func (c *command) newComponent(ctx context.Context, dir, name, scope string, dry, asJSON bool) int {
	if _, err := (&inputFlags{dir: dir}).config(nil); err != nil {
		return c.fail(err)
	}
	files, err := gen.NewComponent(dir, name, scope)
	if err != nil {
		return c.fail(err)
	}
	printed := make([]newFile, len(files))
	for i, f := range files {
		if printed[i].Path = filepath.ToSlash(f.Path); dry {
			printed[i].Text = string(f.Data)
		}
	}
	printJSON := func() int {
		err := c.printJSON(struct {
			Version int       `json:"version"`
			Files   []newFile `json:"files"`
		}{newSchema, printed})
		if err != nil {
			return c.fail(err)
		}
		return exitFine
	}
	switch {
	case dry && asJSON:
		return printJSON()
	case dry:
		for _, f := range files {
			fmt.Fprintf(c.stdout, "-- %s --\n%s", filepath.ToSlash(f.Path), f.Data)
		}
		return exitFine
	}
	if err := gen.Create(files); err != nil {
		return c.fail(err)
	}
	if !asJSON {
		for _, f := range printed {
			fmt.Fprintln(c.stdout, f.Path)
		}
	}
	folder := filepath.Base(filepath.Dir(files[0].Path))
	r, err := gen.Run(ctx, gen.Config{Dir: dir, Patterns: []string{"./" + folder}})
	if err != nil {
		return c.fail(fmt.Errorf("the files are written, but not generated for; run \"go tool sigen ./...\" when this is mended: %w", err))
	}
	if err := r.Print(c.stderr); err != nil {
		return c.fail(err)
	}
	if err := r.Write(); err != nil {
		return c.fail(err)
	}
	if asJSON {
		return printJSON()
	}
	fmt.Fprintf(c.stdout, "next: go test ./%s\n", folder)
	return exitFine
}
