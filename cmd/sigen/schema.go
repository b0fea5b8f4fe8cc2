package main

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"github.com/sigen-dev/sigen/gen"
)

const schemaUsage = `sigen schema describes every runnable to those who call it from outside.

Usage:

	sigen schema [flags] [packages]

Name the packages of one program: a route may be declared once. Descriptions are
doc comments, and the same source gives the same bytes. docs/TYPES.md has the forms.

Flags:

	-format openapi|jsonschema   OpenAPI 3.1 (the default), or JSON Schema 2020-12
	-title text                  title of the OpenAPI document; otherwise the module's name
	-api-version text            its version; otherwise 0
	-o file                      write there instead of standard output; a file
	                             that is equal keeps its modification time
	-C dir                       work in dir
	-tags list                   build tags, separated by commas
	-json                        print mistakes as JSON with a schema version; the document
	                             is JSON in any case, so without mistakes this says so
	                             only where -o has it written elsewhere

Exit status: 0 the document was written; 1 mistakes in directives; 2 failure.
`

// schemaVerb writes what describes the runnables to others.
var schemaVerb = &verb{
	name:  "schema",
	args:  "[flags] [packages]",
	short: "describe the runnables as OpenAPI 3.1 or JSON Schema",
	usage: schemaUsage,
	setup: func(c *command) func(ctx context.Context) int {
		s := c.inputFlags()
		var cfg gen.SchemaConfig
		c.flags.StringVar((*string)(&cfg.Format), "format", string(gen.OpenAPI), "")
		c.flags.StringVar(&cfg.Title, "title", "", "")
		c.flags.StringVar(&cfg.Version, "api-version", "", "")
		out := c.flags.String("o", "", "")
		return func(ctx context.Context) int {
			if cfg.Format != gen.OpenAPI && cfg.Format != gen.JSONSchema {
				return c.misused(fmt.Errorf("-format %q: it is %s or %s", cfg.Format, gen.OpenAPI, gen.JSONSchema))
			}
			return c.schema(ctx, s, cfg, *out)
		}
	},
}

func (c *command) schema(ctx context.Context, s *inputFlags, cfg gen.SchemaConfig, out string) (code int) {
	var err error
	if cfg.Config, err = s.config(c.args); err != nil {
		return c.fail(err)
	}
	doc, r, err := gen.Schema(ctx, cfg)
	if err != nil {
		return c.fail(err)
	}
	if !s.json || r.Failed() || out != "" {
		err = c.diagnostics(r, s.json)
	}
	switch {
	case err != nil:
		return c.fail(err)
	case r.Failed():
		return exitFindings
	case out == "":
		_, err = c.stdout.Write(doc)
	default:
		err = writeDocument(out, doc)
	}
	if err != nil {
		return c.fail(err)
	}
	return exitFine
}

// writeDocument writes a file whole or not at all; one that is equal is left alone.
func writeDocument(name string, data []byte) error {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
		return nil
	}
	beside := name + ".sigen.tmp"
	if err := os.WriteFile(beside, data, 0o666); err != nil {
		_ = os.Remove(beside)
		return err
	}
	return os.Rename(beside, name)
}
