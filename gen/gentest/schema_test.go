package gentest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// openAPIMeta is the schema of OpenAPI 3.1 documents, as the OpenAPI Initiative publishes it.
const openAPIMeta = "https://spec.openapis.org/oas/3.1/schema/2021-04-15"

// TestSchemas: the documents of every case are what the golden files say, and
// valid under the official meta-schemas.
func TestSchemas(t *testing.T) {
	repo := repoDir(t)
	cases, err := ReadOKCases(filepath.Join(repo, "testdata", "ok"), *update)
	if err != nil {
		t.Fatal(err)
	}
	docs, err := Schemas(t.Context(), repo, cases)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Schemas(t.Context(), repo, cases)
	if err != nil {
		t.Fatal(err)
	}
	openAPI := openAPISchema(t)
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			for name, data := range docs[c.Name] {
				if err := c.sameSchema(name, data, *update); err != nil {
					t.Error(err)
				}
				if !bytes.Equal(data, again[c.Name][name]) {
					t.Errorf("%s is another at the second time", name)
				}
			}
			if err := openAPI.Validate(document(t, docs[c.Name][openAPIFile])); err != nil {
				t.Errorf("%s: %v\n%s", openAPIFile, err, docs[c.Name][openAPIFile])
			}
			compileDefinitions(t, docs[c.Name][jsonSchemaFile], "$defs")
			compileDefinitions(t, docs[c.Name][openAPIFile], "components", "schemas")
		})
	}
}

func document(t *testing.T, data []byte) any {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func openAPISchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "openapi", "schema-3.1.json"))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(openAPIMeta, document(t, data)); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(openAPIMeta)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// compileDefinitions compiles every definition at a place in a document, which
// holds each against the meta-schema of JSON Schema 2020-12.
func compileDefinitions(t *testing.T, data []byte, place ...string) {
	t.Helper()
	doc := document(t, data)
	at, pointer := doc, "#"
	for _, key := range place {
		at, pointer = at.(map[string]any)[key], pointer+"/"+key
	}
	for name := range at.(map[string]any) {
		c := jsonschema.NewCompiler()
		c.DefaultDraft(jsonschema.Draft2020)
		if err := c.AddResource("doc.json", doc); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Compile("doc.json" + pointer + "/" + name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestMetaSchemasRefuse: the validation above can fail.
func TestMetaSchemasRefuse(t *testing.T) {
	if err := openAPISchema(t).Validate(document(t, []byte(`{"openapi":"3.1.0","info":{"title":"x"},"paths":{}}`))); err == nil {
		t.Error("an OpenAPI document without a version is valid")
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("doc.json", document(t, []byte(`{"$defs":{"x":{"type":"text"}}}`))); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Compile("doc.json#/$defs/x"); err == nil {
		t.Error("a schema of an unknown type is valid")
	}
}
