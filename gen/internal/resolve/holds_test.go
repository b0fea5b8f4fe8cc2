package resolve

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

const holdsSource = `package p

type (
	Int     int
	Text    string
	Flat    struct{ A int; B [3]Flat2; c bool }
	Flat2   struct{ S string }
	List    []int
	Table   map[string]int
	Deep    struct{ F Flat; L [1]List }
	None    [0]*int
	Pointer struct{ p *int }
	Func    func()
	Iface   interface{ M() }
	Chan    chan int
	Tree    struct{ Kids []Tree }
	When    struct{ t Time }
	Time    struct{ loc *int }

	Good     struct{ l []int }
	ByPtr    struct{ l []int }
	Other    struct{ l []int }
	Argument struct{ l []int }

	Base   struct{ ID string; cache []int }
	Open   struct{ Tags []string }
	Hidden struct{ Name string; memo map[string]int }
	Mixed  struct{ Open; n int; Name string }
	Nested struct{ *Base }
)

func (g Good) Clone() Good            { return g }
func (g *ByPtr) Clone() ByPtr         { return *g }
func (o Other) Clone() *Other         { return &o }
func (a Argument) Clone(int) Argument { return a }
`

func TestHolds(t *testing.T) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", holdsSource, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := new(types.Config).Check("example.com/p", fset, []*ast.File{f}, nil)
	if err != nil {
		t.Fatal(err)
	}
	of := func(name string) types.Type { return pkg.Scope().Lookup(name).Type() }
	for name, want := range map[string]bool{
		"Int": false, "Text": false, "Flat": false, "Flat2": false, "None": false,
		"List": true, "Table": true, "Deep": true, "Pointer": true, "Func": true, "Iface": true, "Chan": true, "Tree": true, "When": true,
	} {
		if got := holds(of(name)); got != want {
			t.Errorf("%s holds references: %v", name, got)
		}
	}
	immutable["example.com/p.Time"] = true
	defer delete(immutable, "example.com/p.Time")
	if holds(of("When")) {
		t.Error("what is immutable counts as shared memory")
	}
	for name, want := range map[string]bool{"Good": true, "ByPtr": true, "Other": false, "Argument": false, "Int": false} {
		if got := clones(of(name)); got != want {
			t.Errorf("%s copies itself: %v", name, got)
		}
	}
	members := func(paths ...[]string) (out []*model.Member) {
		for _, p := range paths {
			out = append(out, &model.Member{Path: p})
		}
		return out
	}
	for name, c := range map[string]struct {
		members []*model.Member
		want    bool
	}{
		"Open":   {members([]string{"Tags"}), false},
		"Hidden": {members([]string{"Name"}), true},
		"Mixed":  {members([]string{"Open", "Tags"}, []string{"Name"}), false},
		"Nested": {members([]string{"Base", "ID"}), true},
		"Base":   {members([]string{"ID"}), true},
		"Flat":   {members([]string{"A"}), false},
	} {
		if got := hides(of(name).Underlying().(*types.Struct), nil, c.members); got != c.want {
			t.Errorf("%s hides references: %v", name, got)
		}
	}
}
