package check

import (
	"go/token"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

func TestAnEmptyProgramHasNoMistakes(t *testing.T) {
	for _, p := range []*model.Program{{}, {Packages: []*model.Package{{WireUsed: true}}}} {
		if ds := Check(p); len(ds) > 0 {
			t.Errorf("%+v", ds)
		}
	}
}

func TestSubscriptionsMatchWordByWord(t *testing.T) {
	for _, test := range []struct {
		filter, topic string
		want          bool
	}{
		{"orders.placed", "orders.placed", true}, {"orders.*", "orders.placed", true}, {"*.placed", "orders.placed", true},
		{"orders.>", "orders.placed.late", true}, {"orders.>", "orders", false}, {">", "orders", true}, {"orders.>", "invoices.sent", false},
		{"orders.*", "orders", false}, {"orders.*", "orders.placed.late", false}, {"*", "orders.placed", false}, {"orders.shipped", "orders.placed", false},
	} {
		if got := matches(test.filter, test.topic); got != test.want {
			t.Errorf("%s lets %s through: %v", test.filter, test.topic, got)
		}
	}
}

// faulty breaks many rules at once.
func faulty() *model.Program {
	at := func(file string, line int) token.Position {
		return token.Position{Filename: file, Line: line, Column: 1}
	}
	ref := func(name string) model.TypeRef { return model.TypeRef{PkgPath: "p", Name: name, Expr: "{p}." + name} }
	component := func(name, typ string, line int) *model.Component {
		return &model.Component{Name: name, Type: ref(typ), Scope: model.ScopeTenant, Pos: at("a.go", line),
			Fields: []*model.Field{{GoName: "X", Kind: model.FieldAdminClient, Contract: model.ContractRef{Name: "api", Type: ref("API")}, Pos: at("a.go", line+1)}},
			Idents: []model.Ident{{Name: "bus", Field: true, Runtime: "Bus", Pos: at("a.go", line+2)}}}
	}
	return &model.Program{Packages: []*model.Package{{
		Path: "p", Name: "p",
		Components: []*model.Component{component("cart", "Cart", 10), component("cart", "Basket", 20), component("Odd", "Odd", 30)},
		Contracts:  []*model.Contract{{Name: "api", Type: ref("API"), Interface: true, Pos: at("a.go", 1)}, {Name: "api", Type: ref("API2"), Interface: true, Pos: at("a.go", 2)}},
		Powers:     []model.Power{{Name: "sig.New", Pos: at("a.go", 40)}},
	}}}
}

// Every rule runs, whatever others have found.
func TestOneRunShowsEveryMistake(t *testing.T) {
	var codes []string
	for _, d := range Check(faulty()) {
		codes = append(codes, d.Code)
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	want := []string{codeDuplicateComponent, codeRouteClash, codeNameGrammar, codeAdminClient, codePowerField, codeHostPower, codeUnprovided}
	if d := cmp.Diff(want, codes); d != "" {
		t.Errorf("codes (-want +got):\n%s", d)
	}
}

// A rule reads the model and leaves it as it is: the stages behind it see the same program.
func TestCheckChangesNothing(t *testing.T) {
	p := faulty()
	first := Check(p)
	if d := cmp.Diff(faulty(), p); d != "" {
		t.Errorf("the model has changed:\n%s", d)
	}
	if d := cmp.Diff(first, Check(p)); d != "" {
		t.Errorf("a second run says something else:\n%s", d)
	}
}

// Every diagnostic says where, what and what to do.
func TestDiagnosticsAreComplete(t *testing.T) {
	for _, d := range Check(faulty()) {
		if d.Pos.Filename == "" || d.Text == "" || d.Hint == "" || d.Code == "" {
			t.Errorf("incomplete: %+v", d)
		}
	}
	if !diag.HasErrors(Check(faulty())) {
		t.Error("no error among them")
	}
}
