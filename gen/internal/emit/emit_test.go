package emit

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

const path = "example.com/p"

func local(name string) model.TypeRef {
	return model.TypeRef{PkgPath: path, Name: name, Expr: "{" + path + "}." + name}
}

func basic(kind model.Kind, name string) *model.Ref {
	return &model.Ref{Type: model.TypeRef{Name: name, Expr: name}, Kind: kind, Basic: name}
}

func named(kind model.Kind, name, under string) *model.Ref {
	return &model.Ref{Type: local(name), Kind: kind, Basic: under, Named: true}
}

// everyKind has one use of each kind, inner ones included.
func everyKind() map[model.Kind]*model.Ref {
	str := basic(model.KindString, "string")
	in := &model.Ref{Type: local("In"), Kind: model.KindStruct, Named: true, Struct: local("In").Expr}
	return map[model.Kind]*model.Ref{
		model.KindBool:     basic(model.KindBool, "bool"),
		model.KindInt:      basic(model.KindInt, "int8"),
		model.KindUint:     named(model.KindUint, "U", "uint16"),
		model.KindFloat:    basic(model.KindFloat, "float32"),
		model.KindString:   named(model.KindString, "S", "string"),
		model.KindBytes:    {Type: model.TypeRef{Expr: "[]byte"}, Kind: model.KindBytes},
		model.KindTime:     {Type: model.TypeRef{PkgPath: "time", Name: "Time", Expr: "{time}.Time"}, Kind: model.KindTime, Named: true},
		model.KindDuration: {Type: model.TypeRef{PkgPath: "time", Name: "Duration", Expr: "{time}.Duration"}, Kind: model.KindDuration, Basic: "int64", Named: true},
		model.KindRaw:      {Type: model.TypeRef{PkgPath: "encoding/json", Name: "RawMessage", Expr: "{encoding/json}.RawMessage"}, Kind: model.KindRaw, Named: true},
		model.KindNumber:   {Type: model.TypeRef{PkgPath: "encoding/json", Name: "Number", Expr: "{encoding/json}.Number"}, Kind: model.KindNumber, Basic: "string", Named: true},
		model.KindProto:    {Type: model.TypeRef{Expr: "*{example.com/pb}.M"}, Kind: model.KindProto, Elem: &model.Ref{Type: model.TypeRef{PkgPath: "example.com/pb", Name: "M", Expr: "{example.com/pb}.M"}, Named: true}, Holds: true},
		model.KindPointer:  {Type: model.TypeRef{Expr: "*string"}, Kind: model.KindPointer, Elem: str},
		model.KindSlice:    {Type: model.TypeRef{Expr: "[]" + in.Type.Expr}, Kind: model.KindSlice, Elem: in},
		model.KindArray:    {Type: model.TypeRef{Expr: "[2]string"}, Kind: model.KindArray, Elem: str, Len: 2},
		model.KindMap:      {Type: model.TypeRef{Expr: "map[string]" + in.Type.Expr}, Kind: model.KindMap, Key: str, Elem: in},
		model.KindStruct:   in,
		model.KindJSON:     named(model.KindJSON, "J", ""),
		model.KindText:     named(model.KindText, "T", "slice"),
		model.KindOpaque:   named(model.KindOpaque, "O", ""),
	}
}

// everyKindPackage carries every kind as params and result, and reads every kind as a setting.
func everyKindPackage() *model.Package {
	in := &model.Type{Type: local("In"), Validate: true, Members: []*model.Member{
		{GoName: "N", Path: []string{"N"}, Name: "n", Ref: basic(model.KindInt, "int"), Min: &model.Literal{Text: "1", Go: "1"}},
	}}
	all := &model.Type{Type: local("All"), Validate: true}
	settings := &model.Type{Type: local("Settings"), Settings: true}
	kinds := everyKind()
	for _, kind := range slices.Sorted(func(yield func(model.Kind) bool) {
		for k := range kinds {
			if !yield(k) {
				return
			}
		}
	}) {
		for i, variant := range []model.Member{{}, {OmitEmpty: true, Optional: true}, {OmitZero: true, Optional: true}} {
			name := fmt.Sprintf("%s%d", plan.Title(string(kind)), i)
			m := variant
			m.GoName, m.Path, m.Name, m.Ref = name, []string{name}, name, kinds[kind]
			settings.Members = append(settings.Members, &m)
			if kind != model.KindOpaque {
				all.Members = append(all.Members, &m)
			}
		}
	}
	ref := &model.Ref{Type: all.Type, Kind: model.KindStruct, Named: true, Struct: all.Type.Expr}
	return &model.Package{
		Path: path, Name: "p", Dir: "/p", Files: []string{"p.go"},
		Imported: map[string]string{"time": "time", "encoding/json": "json", plan.RuntimePath: "sig", plan.ProtoPath: "protocodec", "example.com/pb": "pb"},
		Types:    []*model.Type{in, all, settings},
		Components: []*model.Component{{
			Name: "c", Scope: model.ScopeTenant, Type: local("C"),
			Fields: []*model.Field{{GoName: "Settings", Kind: model.FieldSettings, Type: settings.Type, Prefix: "x"}},
			Own: &model.Contract{Name: "c", Type: local("C"), Methods: []*model.Method{
				{GoName: "Do", Name: "do", Params: ref, Result: ref},
			}},
		}},
	}
}

// TestEveryKind holds every switch over kinds against all of them: none may fall through in silence.
func TestEveryKind(t *testing.T) {
	var pkgs []*plan.Package
	for range 2 {
		pkgs = append(pkgs, plan.Build(&model.Program{Packages: []*model.Package{everyKindPackage()}})...)
	}
	first, err := Package(pkgs[0])
	if err != nil {
		t.Fatal(err)
	}
	second, err := Package(pkgs[1])
	if err != nil {
		t.Fatal(err)
	}
	if len(first) != 1 || !bytes.Equal(first[0].Data, second[0].Data) {
		t.Error("two runs differ")
	}
	for kind := range everyKind() {
		for _, what := range []string{`case "%s0":`, "v.%s0"} {
			if want := fmt.Sprintf(what, plan.Title(string(kind))); kind != model.KindOpaque && !strings.Contains(string(first[0].Data), want) {
				t.Errorf("no %s in the output", want)
			}
		}
	}
}

func TestNothingIsPrintedForNothing(t *testing.T) {
	p := &model.Package{Path: path, Name: "p", WireUsed: true, Configs: []*model.Struct{{Prefix: "x", Type: local("Settings")}}}
	files, err := Package(plan.Build(&model.Program{Packages: []*model.Package{p}})[0])
	if err != nil || len(files) != 0 {
		t.Errorf("got %d files, %v", len(files), err)
	}
}

// TestLocalsAreKnown finds a local variable of generated code that package plan
// would not rename when somebody's package has something of that name.
func TestLocalsAreKnown(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "testdata", "ok", "*", "sig_gen.go"))
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	unknown := map[string]string{}
	check := func(file string, id *ast.Ident) {
		if id.Name != "_" && !slices.Contains(plan.Locals, strings.TrimSuffix(id.Name, "Var")) {
			unknown[id.Name] = file
		}
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		syn, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		fields := func(list *ast.FieldList) {
			if list == nil {
				return
			}
			for _, f := range list.List {
				for _, id := range f.Names {
					check(name, id)
				}
			}
		}
		for n := range ast.Preorder(syn) {
			switch n := n.(type) {
			case *ast.FuncDecl:
				fields(n.Recv)
				for s := range ast.Preorder(n.Body) {
					if v, ok := s.(*ast.ValueSpec); ok {
						for _, id := range v.Names {
							check(name, id)
						}
					}
				}
			case *ast.FuncType:
				fields(n.Params)
				fields(n.Results)
			case *ast.AssignStmt:
				for _, e := range n.Lhs {
					if id, ok := e.(*ast.Ident); ok && n.Tok == token.DEFINE {
						check(name, id)
					}
				}
			case *ast.RangeStmt:
				for _, e := range []ast.Expr{n.Key, n.Value} {
					if id, ok := e.(*ast.Ident); ok {
						check(name, id)
					}
				}
			}
		}
	}
	for id, file := range unknown {
		t.Errorf("%s: local %s is not in plan.Locals", file, id)
	}
}

func TestText(t *testing.T) {
	g := &generator{plan: &plan.Package{Model: &model.Package{Path: path}, Locals: map[string]string{"d": "dVar", "v": "v"}}}
	for in, want := range map[string]string{
		`d.X(d, v.d)`:                   `dVar.X(dVar, v.d)`,
		`"d {a/b}.C" + d`:               `"d {a/b}.C" + dVar`,
		"`{a/b}.C`":                     "`{a/b}.C`",
		`'d'`:                           `'d'`,
		`x{d}`:                          `x{dVar}`,
		`{` + path + `}.T{d: 1}`:        `T{dVar: 1}`,
		`struct{}{}`:                    `struct{}{}`,
		"x // d of {a/b}.C\n" + "d()":   "x // d of {a/b}.C\ndVar()",
		`"\"" + d`:                      `"\"" + dVar`,
		`append(dst, "null"...)`:        `append(dst, "null"...)`,
		`map[string]{` + path + `}.T{}`: `map[string]T{}`,
	} {
		got := strings.ReplaceAll(fmt.Sprintf("%#v", g.parse(in)), "p.", "")
		if squeeze(got) != squeeze(want) {
			t.Errorf("%s\ngot  %s\nwant %s", in, got, want)
		}
	}
}

// squeeze leaves out white space, which gofmt decides.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func TestDuration(t *testing.T) {
	for ns, want := range map[int64]string{
		0: "0", 1: "1", 1e3: "$time.Microsecond", 5e6: "5 * $time.Millisecond", 1e9: "$time.Second", 90e9: "90 * $time.Second",
		60e9: "$time.Minute", 3600e9: "$time.Hour", 5400e9: "90 * $time.Minute", -2e9: "-2 * $time.Second", 1500: "1500",
	} {
		if got := duration(ns); got != want {
			t.Errorf("%d: got %s, want %s", ns, got, want)
		}
	}
}

func TestGroupImports(t *testing.T) {
	src := "package p\n\nimport (\n\t\"context\"\n\tx \"example.com/x\"\n\t\"time\"\n)\n\nvar a int\n"
	want := "package p\n\nimport (\n\t\"context\"\n\t\"time\"\n\n\tx \"example.com/x\"\n)\n\nvar a int\n"
	got, err := format.Source(groupImports([]byte(src)))
	if err != nil || string(got) != want {
		t.Errorf("got\n%s%v", got, err)
	}
}
