package resolve_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/resolve"
	"github.com/sigen-dev/sigen/gen/internal/resolve/testdata/jsoncases"
)

func jsonCases(t *testing.T) *model.Package {
	t.Helper()
	r, ds, err := load.Load(t.Context(), load.Config{Dir: ".", Patterns: []string{"./testdata/jsoncases"}})
	if err != nil || len(ds) > 0 {
		t.Fatal(err, ds)
	}
	prog, ds := resolve.Resolve(r)
	if len(ds) > 0 || len(prog.Packages) != 1 {
		t.Fatalf("%d packages, %+v", len(prog.Packages), ds)
	}
	return prog.Packages[0]
}

// fill sets every field that JSON sees to something that no omitempty leaves out.
func fill(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.CanSet() && depth < 6 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), depth+1)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(1, 0)))
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i), depth+1)
			} else if v.Type().Field(i).Anonymous {
				fill(v.Field(i), depth+1)
			}
		}
	case reflect.String:
		v.SetString("x")
	case reflect.Int, reflect.Int8, reflect.Int64:
		v.SetInt(1)
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			v.SetBytes([]byte("1"))
		} else {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
	}
}

// keys are the keys of the JSON object that v encodes to, in order.
func keys(t *testing.T, v any) []string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	var out []string
	depth, key := 0, false
	for {
		tok, err := d.Token()
		if err != nil {
			return out
		}
		switch tok := tok.(type) {
		case json.Delim:
			if tok == '{' || tok == '[' {
				depth++
			} else {
				depth--
			}
			key = depth == 1
		case string:
			if depth == 1 && key {
				out = append(out, tok)
				key = false
				continue
			}
			key = depth == 1
		default:
			key = depth == 1
		}
	}
}

// TestMembersAreThoseOfEncodingJSON compares names, order and flattening.
func TestMembersAreThoseOfEncodingJSON(t *testing.T) {
	pkg := jsonCases(t)
	for _, v := range []any{new(jsoncases.Plain), new(jsoncases.Embedding), new(jsoncases.Stamp), new(jsoncases.Paged), new(jsoncases.Leaf), new(jsoncases.Left)} {
		fill(reflect.ValueOf(v).Elem(), 0)
		name := reflect.TypeOf(v).Elem().Name()
		i := slices.IndexFunc(pkg.Types, func(typ *model.Type) bool { return typ.Type.Name == name })
		if i < 0 {
			if name != "Left" { // only ever flattened
				t.Errorf("%s is not among the types", name)
			}
			continue
		}
		var got []string
		for _, m := range pkg.Types[i].Members {
			got = append(got, m.Name)
		}
		if want := keys(t, v); !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, want)
		}
	}
}

// TestKinds pins how each type is carried.
func TestKinds(t *testing.T) {
	pkg := jsonCases(t)
	byName := map[string]*model.Type{}
	for _, typ := range pkg.Types {
		byName[typ.Type.Expr] = typ
	}
	const path = "{github.com/sigen-dev/sigen/gen/internal/resolve/testdata/jsoncases}."
	want := map[string]model.Kind{
		"A": "string", "b": "int", "-": "uint", "f": "pointer", "j": "time", "k": "duration", "l": "raw", "m": "bytes", "N": "map", "O": "array",
		"P": "pointer", "Q": "text", "R": "map", "S": "map", "T": "int", "U": "slice", "V": "bytes",
	}
	for _, m := range byName[path+"Plain"].Members {
		if k, ok := want[m.Name]; ok && m.Ref.Kind != k {
			t.Errorf("%s has kind %s, want %s", m.Name, m.Ref.Kind, k)
		}
		switch m.Name {
		case "g":
			if !m.Quoted {
				t.Error("g is quoted")
			}
		case "j":
			if !m.ZeroMethod || !m.Optional {
				t.Error("j is left out when IsZero says so")
			}
		case "P":
			if m.Ref.Elem.Kind != model.KindJSON {
				t.Errorf("*big.Int points to %s", m.Ref.Elem.Kind)
			}
		case "S":
			if m.Ref.Key.Kind != model.KindText {
				t.Errorf("the key of S is %s", m.Ref.Key.Kind)
			}
		case "T":
			if !m.Ref.Named || m.Ref.Basic != "int" {
				t.Errorf("Level is %+v", m.Ref)
			}
		}
	}
	if leaf := byName[path+"Leaf"]; leaf == nil || !leaf.Recursive || !leaf.Encode || !leaf.Decode {
		t.Errorf("Leaf is %+v", leaf)
	}
	for _, m := range byName[path+"Embedding"].Members {
		if m.Name == "Depth" && !(slices.Equal(m.Path, []string{"Left", "Deep", "Depth"}) && slices.Equal(m.PathPointer, []bool{false, true})) {
			t.Errorf("Depth is reached by %q, pointers %v", m.Path, m.PathPointer)
		}
	}
	if byName[path+"Page["+path+"Leaf]"] == nil || byName[path+"Page[string]"] == nil {
		t.Error("each instance of a generic type is a type of its own")
	}
	done := map[string]bool{}
	for _, typ := range pkg.Types {
		for _, m := range typ.Members {
			if s := m.Ref.Struct; s != "" && !done[s] && !typ.Recursive {
				t.Errorf("%s stands before %s, which it contains", typ.Type.Name, s)
			}
		}
		done[typ.Type.Expr] = true
	}
}
