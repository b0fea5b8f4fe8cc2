package plan

import (
	"testing"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

// Copies are planned for what leads to shared memory, and for nothing else.
func TestCopiesArePlannedWhereValuesHoldReferences(t *testing.T) {
	holding := func(r *model.Ref) *model.Ref { r.Holds = true; return r }
	member := func(name string, r *model.Ref) *model.Member {
		return &model.Member{GoName: name, Name: name, Path: []string{name}, Ref: r}
	}
	cloned := holding(use("Cloned"))
	cloned.Clone = true
	p := &model.Package{Path: pkgPath, Name: "p",
		Types: []*model.Type{
			{Type: local("Flat"), Members: []*model.Member{member("X", &model.Ref{Kind: model.KindInt, Basic: "int"})}},
			{Type: local("Deep"), Members: []*model.Member{member("B", holding(&model.Ref{Kind: model.KindBytes}))}},
			{Type: local("Cloned"), Members: []*model.Member{member("D", holding(use("Deep")))}},
			{Type: local("In"), Members: []*model.Member{
				member("F", use("Flat")), member("D", holding(&model.Ref{Kind: model.KindSlice, Elem: holding(use("Deep"))})), member("C", cloned),
			}},
		},
		Contracts: []*model.Contract{{Name: "c", Type: local("C"), Interface: true, Methods: []*model.Method{
			{GoName: "Do", Params: holding(use("In")), Result: use("Flat")}, {GoName: "Flat", Params: use("Flat"), Result: use("Flat")},
		}}},
	}
	got := Build(&model.Program{Packages: []*model.Package{p}})[0]
	for _, c := range got.Codecs {
		want := map[string]string{"In": "cloneIn", "Deep": "cloneDeep"}[c.Type.Type.Name]
		if c.Clone != want {
			t.Errorf("%s is copied by %q, want %q", c.Type.Type.Name, c.Clone, want)
		}
	}
	if m := got.Contracts[0].Methods; m[0].Cross != "crossCDo" || m[1].Cross != "" {
		t.Errorf("calls cross by %q and %q", m[0].Cross, m[1].Cross)
	}
}
