package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSchema: the document goes to standard output or into a file, which is
// replaced only when it differs.
func TestSchema(t *testing.T) {
	dir := module(t)
	code, out, errs := sigen("schema", "-C", dir, "-title", "Shop", "-api-version", "1.2", ".")
	if code != exitFine || !strings.Contains(out, `"/shop/open"`) || !strings.Contains(out, `"version": "1.2"`) || errs != "" {
		t.Fatalf("%d\n%s\n%s", code, out, errs)
	}
	file := filepath.Join(dir, "shop.json")
	if code, out, errs = sigen("schema", "-C", dir, "-format", "jsonschema", "-o", file, "."); code != exitFine || out+errs != "" {
		t.Fatalf("%d\n%s\n%s", code, out, errs)
	}
	data, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(data), `"shop.open.params"`) {
		t.Fatalf("%v\n%s", err, data)
	}
	before, _ := os.Stat(file)
	if code, _, _ = sigen("schema", "-C", dir, "-format", "jsonschema", "-o", file, "."); code != exitFine {
		t.Fatal(code)
	}
	if after, _ := os.Stat(file); !after.ModTime().Equal(before.ModTime()) {
		t.Error("an equal file was written again")
	}
	if code, _, errs = sigen("schema", "-C", dir, "-format", "raml", "."); code != exitFailure || !strings.Contains(errs, "openapi or jsonschema") {
		t.Errorf("%d %s", code, errs)
	}
	if code, _, errs = sigen("schema", "-C", dir, "-o", filepath.Join(dir, "none", "x"), "."); code != exitFailure || errs == "" {
		t.Errorf("%d %s", code, errs)
	}
}
