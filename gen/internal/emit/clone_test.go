package emit

import (
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// TestEveryKindIsCopied holds the switch over what a copy is made of against every
// kind that can lead to shared memory.
func TestEveryKindIsCopied(t *testing.T) {
	want := map[model.Kind]string{
		model.KindBytes: "slices.Clone(v.Bytes0)", model.KindRaw: "slices.Clone(v.Raw0)", model.KindPointer: "elem := *v.Pointer0",
		model.KindSlice: "slices.Clone(v.Slice0)", model.KindArray: "slices.Clone(v.Array0[i])", model.KindMap: "= range v.Map0 {",
		model.KindStruct: "cloneIn(v.Struct0, copier)", model.KindJSON: "codec.CopyJSON(copier, v.Json0)", model.KindText: "codec.CopyText(copier, v.Text0)",
	}
	for _, hidden := range []bool{false, true} {
		p := everyKindPackage()
		var hold func(r *model.Ref)
		hold = func(r *model.Ref) {
			if r != nil {
				if _, can := want[r.Kind]; can {
					r.Holds = true
				}
				hold(r.Elem)
				hold(r.Key)
			}
		}
		for _, typ := range p.Types {
			typ.Hidden = hidden
			for _, m := range typ.Members {
				if m.Ref.Kind == model.KindPointer || m.Ref.Kind == model.KindSlice {
					m.Ref.Holds = true // and what they lead to holds nothing
					continue
				}
				if m.Ref.Kind == model.KindArray {
					m.Ref.Elem = &model.Ref{Type: model.TypeRef{Expr: "[]byte"}, Kind: model.KindBytes}
				}
				hold(m.Ref)
			}
		}
		hold(p.Components[0].Own.Methods[0].Params)
		files, err := Package(plan.Build(&model.Program{Packages: []*model.Package{p}})[0])
		if err != nil {
			t.Fatal(err)
		}
		text := string(files[0].Data)
		for kind, copied := range want {
			if hidden {
				copied = strings.NewReplacer("elem := *v.", "elem := *out.", "(v.", "(out.", "copier, v.", "copier, out.", "range v.", "range out.").Replace(copied)
			}
			if !strings.Contains(text, copied) {
				t.Errorf("hidden %v: no %s: %q is not in the output", hidden, kind, copied)
			}
		}
		if got := strings.Contains(text, "cloneAll makes a copy of what All carries"); got != hidden {
			t.Errorf("hidden %v: members alone are copied: %v", hidden, got)
		}
	}
}
