package check

import (
	"slices"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

// A supply is who provides what in the program of one main: its components, and
// those of packages that were not resolved, as far as is known of them.
type supply struct {
	whole     *model.Program // all packages of the run, discovered or not
	program   *model.Program // the view of the main
	main      model.Main
	resolved  []*model.Component            // with fields
	all       []*model.Component            // and those of other modules
	providers map[string][]*model.Component // by what their contracts and handles are called in the model
	declared  map[string]bool               // contracts whose declarations are at hand
}

func newSupply(whole, program *model.Program) *supply {
	s := &supply{whole: whole, program: program, main: program.Mains[0], providers: map[string][]*model.Component{}, declared: map[string]bool{}}
	s.resolved = components(program)
	s.all = slices.Concat(s.resolved, s.main.Others)
	for _, c := range s.all {
		for _, name := range provided(c) {
			s.providers[name] = append(s.providers[name], c)
		}
	}
	for _, c := range contracts(program) {
		s.declared[c.Type.Expr] = true
	}
	return s
}

// provided are the contracts, handles and services of a component.
func provided(c *model.Component) []string {
	out := []string{c.Type.Expr} // the contract of its own runnables
	for _, r := range c.Provides {
		out = append(out, r.Type.Expr)
	}
	for _, h := range c.Handles {
		out = append(out, h.Expr)
	}
	for _, name := range c.Services {
		out = append(out, "{"+runtimePath+"}."+name)
	}
	return out
}

const runtimePath = "github.com/sigen-dev/sigen/runtime"

// A want is what one field cannot do without.
type want struct {
	name     string // as in supply.providers
	text     string // "contract Payment", "a provider of sqldb.Pool"
	contract bool
}

// wants says what a field requires of one provider; false for what waits for nobody.
func wants(f *model.Field) (want, bool) {
	if f.Optional {
		return want{}, false
	}
	switch f.Kind {
	case model.FieldClient, model.FieldAdminClient, model.FieldContract:
		return want{f.Contract.Type.Expr, "contract " + f.Contract.Type.Name, true}, f.Contract.Name != ""
	case model.FieldHandle:
		return want{f.Type.Expr, "a provider of " + typeText(f.Type), false}, f.Type.Name != ""
	case model.FieldSettings, model.FieldConfig:
		return want{"{" + runtimePath + "}.ConfigBackend", "a provider of configuration", false}, true
	case model.FieldService:
		if f.Type.Expr == "{"+runtimePath+"}.ConfigAdmin" || f.Type.Expr == "{"+runtimePath+"}.Logger" {
			return want{f.Type.Expr, "a provider of " + typeText(f.Type), false}, true
		}
	}
	return want{}, false
}

func typeText(t model.TypeRef) string {
	if t.PkgPath == runtimePath {
		return "sig." + t.Name
	}
	return t.Name
}

// known reports whether nobody outside of what was looked at can provide w.
func (s *supply) known(w want) bool {
	if w.contract && s.declared[w.name] {
		return true
	}
	return !s.main.Opaque
}
