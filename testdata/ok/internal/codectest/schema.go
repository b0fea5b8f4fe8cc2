package codectest

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// schemaOf compiles the definition of T in the schema.json of the case; nil when it has none.
func schemaOf[T any](t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile("schema.json")
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	name := reflect.TypeFor[T]().Name()
	for def := range doc.(map[string]any)["$defs"].(map[string]any) {
		if strings.HasSuffix(def, "."+name) {
			s, err := c.Compile("schema.json#/$defs/" + def)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
	}
	t.Fatalf("schema.json does not define %s", name)
	return nil
}

// agree holds the schema against decode. A schema speaks of values, so a text is
// held against it in the form that a value has once: whole numbers without a
// fraction, no key twice. What a type's own methods refuse is not in its schema.
func agree[T any](t *testing.T, schema *jsonschema.Schema, in []byte, decode func(*codec.Decoder, *T)) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(in))
	if err != nil {
		return
	}
	_, refused := read(in, 0, decode)
	invalid := schema.Validate(doc)
	if refused == nil && invalid != nil && !strings.Contains(invalid.Error(), "is not valid date-time") { // package time lets an hour of one digit pass
		t.Fatalf("%s: accepted, but not by its schema: %v", in, invalid)
	}
	if refused == nil || invalid != nil {
		return
	}
	once, ok := normal(doc)
	if !ok {
		return
	}
	text, err := json.Marshal(once)
	if err != nil {
		return
	}
	_, refused = read(text, 0, decode)
	for _, said := range unsaid {
		if refused != nil && strings.Contains(refused.Error(), said) {
			return
		}
	}
	if refused != nil {
		t.Fatalf("%s: its schema accepts what is refused: %v", text, refused)
	}
}

// unsaid are the refusals that no schema tells: by a type's own methods, and of a
// number inside a string, or one that is a key, which has too many digits.
var unsaid = []string{"its type accepts", "bits inside a string", "key: integer of"}

// normal writes whole numbers without fraction and exponent; false for a number that no float64 holds.
func normal(v any) (any, bool) {
	switch v := v.(type) {
	case json.Number:
		f, ok := new(big.Rat).SetString(string(v))
		if !ok {
			return nil, false
		}
		if x, _ := f.Float64(); x > 1e300 || x < -1e300 {
			return nil, false
		}
		if f.IsInt() {
			return json.Number(f.Num().String()), true
		}
		return v, true
	case []any:
		out := make([]any, len(v))
		for i := range v {
			var ok bool
			if out[i], ok = normal(v[i]); !ok {
				return nil, false
			}
		}
		return out, true
	case map[string]any:
		out := make(map[string]any, len(v))
		for k := range v {
			var ok bool
			if out[k], ok = normal(v[k]); !ok {
				return nil, false
			}
		}
		return out, true
	}
	return v, true
}
