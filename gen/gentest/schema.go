package gentest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/emit"
	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/resolve"
)

// The golden files of what a case's runnables are described by. A case has them
// when it has a file of the name; of every case they are made and held valid.
const (
	openAPIFile    = "openapi.json"
	jsonSchemaFile = "schema.json"
)

// Schemas describes the runnables of each case: what stands in its golden files, by case and file name.
func Schemas(ctx context.Context, repo string, cases []*OKCase) (map[string]map[string][]byte, error) {
	loaded, _, err := load.Load(ctx, load.Config{Dir: repo, Patterns: []string{"./testdata/ok/..."}})
	if err != nil {
		return nil, err
	}
	prog, ds := resolve.Resolve(loaded)
	if diag.HasErrors(ds) {
		return nil, fmt.Errorf("the cases have mistakes: %v", ds)
	}
	out := map[string]map[string][]byte{}
	for _, c := range cases {
		part := &model.Program{}
		for _, p := range prog.Packages {
			if p.Dir == c.Dir || strings.HasPrefix(p.Dir, c.Dir+string(filepath.Separator)) {
				part.Packages = append(part.Packages, p)
			}
		}
		api, err := emit.OpenAPI(part, emit.Info{Title: c.Name, Version: "0"})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
		schema, err := emit.JSONSchema(part)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
		out[c.Name] = map[string][]byte{openAPIFile: api, jsonSchemaFile: schema}
	}
	return out, nil
}

// sameSchema holds a document against the golden file of its name, if the case has it.
func (c *OKCase) sameSchema(name string, data []byte, update bool) error {
	path := filepath.Join(c.Dir, name)
	old, err := os.ReadFile(path)
	switch {
	case os.IsNotExist(err):
		return nil
	case err != nil:
		return err
	case update:
		return os.WriteFile(path, data, 0o644)
	case !bytes.Equal(old, data):
		return fmt.Errorf("%s differs from what is written now", path)
	}
	return nil
}
