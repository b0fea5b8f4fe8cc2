package plan

import (
	"reflect"
	"slices"
	"testing"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

const pkgPath = "example.com/p"

func local(name string) model.TypeRef {
	return model.TypeRef{PkgPath: pkgPath, Name: name, Expr: "{" + pkgPath + "}." + name}
}

func use(name string) *model.Ref {
	t := local(name)
	return &model.Ref{Type: t, Kind: model.KindStruct, Struct: t.Expr, Named: true}
}

func TestLower(t *testing.T) {
	for in, want := range map[string]string{"API": "api", "TenantDatabase": "tenantDatabase", "HTTPServer": "httpServer", "x": "x", "A": "a", "ABc": "aBc", "URL2": "url2", "": ""} {
		if got := Lower(in); got != want {
			t.Errorf("Lower(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestOnlyWhatIsNeeded: a function that nobody calls is not planned.
func TestOnlyWhatIsNeeded(t *testing.T) {
	p := &model.Package{Path: pkgPath, Name: "p",
		Types: []*model.Type{
			{Type: local("Deep"), Members: []*model.Member{{GoName: "X", Name: "x", Path: []string{"X"}, Ref: &model.Ref{Kind: model.KindInt, Basic: "int"}}}},
			{Type: local("In"), Validate: true, Members: []*model.Member{{GoName: "D", Name: "d", Path: []string{"D"}, Ref: &model.Ref{Kind: model.KindSlice, Elem: use("Deep")}}}},
			{Type: local("Out")}, {Type: local("Unused")},
		},
		Contracts: []*model.Contract{{Name: "c", Type: local("C"), Interface: true, Methods: []*model.Method{{GoName: "Do", Params: use("In"), Result: use("Out")}}}},
	}
	got := map[string][3]bool{}
	for _, c := range Build(&model.Program{Packages: []*model.Package{p}})[0].Codecs {
		got[c.Type.Type.Name] = [3]bool{c.Decode != "", c.Append != "", c.Check != ""}
	}
	// A client encodes params and decodes results, a server the other way round.
	want := map[string][3]bool{"Deep": {true, true, false}, "In": {true, true, true}, "Out": {true, true, false}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v (decode, append, check)", got, want)
	}
}

// TestNamesAreUnique declares by hand everything that could be in the way.
func TestNamesAreUnique(t *testing.T) {
	scope := []string{"apiContract", "apiDo", "callAPIDo", "decodeIn", "appendIn", "inKeys", "context", "codec", "d", "dVar", "ctx", "abi"}
	p := &model.Package{Path: pkgPath, Name: "p", Scope: scope,
		Imported: map[string]string{"a.com/codec": "codec", "b.com/codec": "codec", "c.com/d": "d", "d.com/append": "append", "e.com/type": "type"},
		Types: []*model.Type{
			{Type: local("In"), Members: []*model.Member{{GoName: "X", Name: "x", Path: []string{"X"}, Ref: &model.Ref{Kind: model.KindInt, Basic: "int"}}}},
			{Type: model.TypeRef{PkgPath: "a.com/codec", Name: "In", Expr: "{a.com/codec}.In"}},
			{Type: model.TypeRef{PkgPath: "b.com/codec", Name: "In", Expr: "{b.com/codec}.In"}},
		},
	}
	for _, name := range []string{"API", "Api"} {
		c := &model.Contract{Name: name, Type: local(name), Interface: true}
		for _, t := range p.Types {
			c.Methods = append(c.Methods, &model.Method{GoName: "Do" + t.Type.Expr[1:2], Params: &model.Ref{Type: t.Type, Kind: model.KindStruct, Struct: t.Type.Expr}})
		}
		p.Contracts = append(p.Contracts, c)
	}
	got := Build(&model.Program{Packages: []*model.Package{p}})[0]
	names := slices.Clone(scope)
	for _, i := range got.Imports {
		names = append(names, i.Name)
		if i.Name == "append" || i.Name == "type" {
			t.Errorf("an import is called %s", i.Name)
		}
	}
	for _, c := range got.Contracts {
		names = append(names, c.Var)
		for _, m := range c.Methods {
			names = append(names, m.Index, m.Call, m.CallJSON, m.Send)
		}
	}
	for _, c := range got.Codecs {
		names = append(names, c.Decode, c.Append)
		if c.Keys != "" {
			names = append(names, c.Keys)
		}
	}
	for _, l := range Locals {
		if slices.Contains(names, got.Locals[l]) {
			t.Errorf("local %s is called %s, which is taken", l, got.Locals[l])
		}
	}
	slices.Sort(names)
	for i := range names[1:] {
		if names[i] == names[i+1] {
			t.Errorf("%s is declared twice", names[i])
		}
	}
	if got.Locals["d"] != "dVarVar" || got.Locals["ctx"] != "ctxVar" || got.Locals["v"] != "v" {
		t.Errorf("locals: d is %s, ctx is %s, v is %s", got.Locals["d"], got.Locals["ctx"], got.Locals["v"])
	}
}

// TestCells: indexes follow the order of the cells, and reads refer to earlier ones.
func TestCells(t *testing.T) {
	src := func(k model.SourceKind, name string) model.Source { return model.Source{Kind: k, Name: name} }
	c := &model.Component{Type: local("C"), Scope: model.ScopeTenant,
		Fields: []*model.Field{
			{GoName: "Settings", Kind: model.FieldSettings}, {GoName: "Raw", Kind: model.FieldConfig}, {GoName: "Raw2", Kind: model.FieldConfig},
			{GoName: "Creds", Kind: model.FieldHandle},
		},
		Signals: []*model.SignalField{{GoName: "Level"}},
		Computed: []*model.Computed{
			{GoName: "computeA", Accessor: "A", Reads: []model.Source{src(model.SourceConfig, "Raw"), src(model.SourceConfig, "Raw2"), src(model.SourceSettings, "Settings")}},
			{GoName: "computeB", Accessor: "B", Reads: []model.Source{src(model.SourceComputed, "computeA"), src(model.SourceSignal, "Level")}},
		},
		Effects: []*model.Effect{{GoName: "a", Reads: []model.Source{src(model.SourceComputed, "computeB"), src(model.SourceCredentials, "Creds")}}},
	}
	var kinds []CellKind
	var reads [][]int
	names := map[string]bool{}
	for i, cell := range cells(c) {
		kinds = append(kinds, cell.Kind)
		reads = append(reads, cell.Reads)
		if cell.Name != "" && names[cell.Name] {
			t.Errorf("two cells are called %s", cell.Name)
		}
		names[cell.Name] = true
		for _, r := range cell.Reads {
			if r >= i {
				t.Errorf("cell %d reads cell %d", i, r)
			}
		}
	}
	if want := []CellKind{CellSettings, CellConfig, CellCreds, CellSignal, CellComputed, CellComputed, CellEffect}; !slices.Equal(kinds, want) {
		t.Errorf("cells %v, want %v", kinds, want)
	}
	if want := [][]int{nil, nil, nil, nil, {1, 0}, {4, 3}, {5, 2}}; !reflect.DeepEqual(reads, want) {
		t.Errorf("reads %v, want %v", reads, want)
	}
}

func TestMountNeeds(t *testing.T) {
	ref := func(pkg, name string) model.TypeRef {
		return model.TypeRef{PkgPath: pkg, Name: name, Expr: "{" + pkg + "}." + name}
	}
	p := &model.Package{Path: pkgPath, Name: "p", WireUsed: true, Components: []*model.Component{{Type: local("C"), Scope: model.ScopeTenant, Fields: []*model.Field{
		{Kind: model.FieldSettings, Type: ref(pkgPath, "S")},
		{Kind: model.FieldHandle, Type: ref(RuntimePath, "Storage")},
		{Kind: model.FieldHandle, Type: ref(RuntimePath, "Credentials"), Optional: true},
		{Kind: model.FieldHandle, Type: ref("example.com/q", "Queue"), Provider: "example.com/q"},
		{Kind: model.FieldHandle, Type: ref("example.com/plain", "Lock"), Provider: "example.com/plain", Unmounted: true},
		{Kind: model.FieldHandle, Type: ref(pkgPath, "Own"), Provider: pkgPath},
		{Kind: model.FieldHandle, Type: ref("example.com/r", "Unknown")},
	}}}}
	got := Build(&model.Program{Packages: []*model.Package{p}})[0].Mount
	want := []string{"example.com/q", ProviderPath + "/config", ProviderPath + "/storage"}
	if !slices.Equal(got.Needs, want) || !slices.Equal(got.Factories, []string{"CFactory"}) || !slices.Equal(got.Unmounted, []string{"example.com/plain"}) {
		t.Errorf("got %v and %v, want %v", got.Needs, got.Factories, want)
	}
	p.WireUsed = false
	if Build(&model.Program{Packages: []*model.Package{p}})[0].Mount != nil {
		t.Error("a mount without google/wire")
	}
}
