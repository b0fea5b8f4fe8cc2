package gen

import (
	"context"
	"fmt"
	"path"

	"github.com/sigen-dev/sigen/gen/internal/emit"
)

// A SchemaFormat is a way to describe the runnables of a program to others.
type SchemaFormat string

// The formats of Schema.
const (
	OpenAPI    SchemaFormat = "openapi"    // OpenAPI 3.1
	JSONSchema SchemaFormat = "jsonschema" // JSON Schema 2020-12
)

// SchemaConfig says what to describe, and what the document is called.
type SchemaConfig struct {
	Config
	Format  SchemaFormat
	Title   string // of an OpenAPI document; "" is the last part of the module's path
	Version string // of an OpenAPI document; "" is "0"
}

// Schema describes every runnable of the packages that cfg names, with the doc
// comments of the source as descriptions. The same source gives the same bytes. Mistakes
// in directives are diagnostics of the result, and the document is then nil. A
// route that two packages declare is an error.
func Schema(ctx context.Context, cfg SchemaConfig) ([]byte, *Result, error) {
	prog, r, err := read(ctx, cfg.Config)
	if err != nil {
		return nil, nil, err
	}
	if r.Failed() {
		return nil, r, nil
	}
	var doc []byte
	switch cfg.Format {
	case OpenAPI:
		info := emit.Info{Title: cfg.Title, Version: cfg.Version}
		if info.Title == "" && len(prog.Packages) > 0 {
			info.Title = path.Base(prog.Packages[0].ModulePath)
		}
		if info.Version == "" {
			info.Version = "0"
		}
		doc, err = emit.OpenAPI(prog, info)
	case JSONSchema:
		doc, err = emit.JSONSchema(prog)
	default:
		err = fmt.Errorf("unknown format %q: it is %s or %s", cfg.Format, OpenAPI, JSONSchema)
	}
	return doc, r, err
}
