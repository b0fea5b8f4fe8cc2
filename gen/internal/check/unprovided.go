package check

import (
	"fmt"
	"strconv"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeUnprovided = "SIG602"

// unprovided: a requirement that no component of the program satisfies keeps its component waiting for ever.
func unprovided(s *supply) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, c := range s.resolved {
		for _, f := range c.Fields {
			w, ok := wants(f)
			if !ok || !s.known(w) || len(s.providers[w.name]) > 0 {
				continue
			}
			d := diag.Diagnostic{Pos: f.Pos, Code: codeUnprovided,
				Text:    fmt.Sprintf("component %s requires %s, which no component of this program %s", c.Name, w.text, map[bool]string{true: "provides", false: "is"}[w.contract]),
				Related: append(related(c.Pos, "the component"), s.waitingFor(c, map[*model.Component]bool{c: true})...),
			}
			d.Related = append(d.Related, diag.Related{Pos: s.main.Pos, Text: "the program"})
			s.nearMiss(&d, w, f)
			ds = append(ds, d)
		}
	}
	return ds
}

// waitingFor is the chain of who waits because c does: one who has nobody else, and who waits for that.
func (s *supply) waitingFor(c *model.Component, seen map[*model.Component]bool) []diag.Related {
	for _, other := range s.resolved {
		if seen[other] {
			continue
		}
		for _, f := range other.Fields {
			w, ok := wants(f)
			if ok && len(s.providers[w.name]) == 1 && s.providers[w.name][0] == c {
				seen[other] = true
				return append([]diag.Related{{Pos: f.Pos, Text: fmt.Sprintf("component %s requires %s of %s, so it waits too", other.Name, w.text, c.Name)}}, s.waitingFor(other, seen)...)
			}
		}
	}
	return nil
}

// nearMiss says what comes closest to a provider.
func (s *supply) nearMiss(d *diag.Diagnostic, w want, f *model.Field) {
	for _, pkg := range s.whole.Packages {
		for _, c := range pkg.Components {
			for _, name := range provided(c) {
				if name == w.name {
					d.Related = append(d.Related, diag.Related{Pos: c.Pos, Text: "component " + c.Name + " would do"})
					d.Hint = fmt.Sprintf("give %s.%sFactory to Discover", pkg.Name, c.Type.Name)
					return
				}
			}
		}
	}
	if !w.contract {
		d.Hint = "write a component of scope=provider that opens it, or add ,optional to the tag"
		if path := builtin[w.name]; path != "" {
			d.Hint = "give ProviderFactory of " + path + " to Discover, or another provider's"
		} else if f.Provider != "" {
			d.Hint = "give ProviderFactory of " + f.Provider + " to Discover"
		}
		return
	}
	d.Hint = "write //sig:provides " + f.Contract.Type.Name + " on a component, or add ,optional to the tag"
	contract := s.contract(w.name)
	if contract == nil {
		return
	}
	for _, c := range s.resolved {
		if hasMethods(c, contract) {
			d.Related = append(d.Related, diag.Related{Pos: c.Pos, Text: "component " + c.Name + " has its methods"})
			d.Hint = "write //sig:provides " + f.Contract.Type.Name + " on " + c.Type.Name
			return
		}
	}
	for _, other := range contracts(s.program) {
		if other != contract && other.Type.Name == contract.Type.Name && len(s.providers[other.Type.Expr]) > 0 {
			d.Related = append(d.Related, diag.Related{Pos: other.Pos, Text: "another contract of this name is provided"})
			d.Hint = "did you mean " + strconv.Quote(other.Type.PkgPath) + "?"
			return
		}
	}
}

// builtin says which package of the runtime opens a handle.
var builtin = map[string]string{
	"{" + runtimePath + "}.ConfigBackend": runtimePath + "/provider/config",
	"{" + runtimePath + "}.ConfigAdmin":   runtimePath + "/provider/config",
	"{" + runtimePath + "}.Credentials":   runtimePath + "/provider/credentials",
	"{" + runtimePath + "}.Storage":       runtimePath + "/provider/storage",
	"{" + runtimePath + "}.HTTP":          runtimePath + "/provider/egress",
	"{" + runtimePath + "}.Logger":        runtimePath + "/provider/logging",
}

func (s *supply) contract(name string) *model.Contract {
	for _, c := range contracts(s.program) {
		if c.Type.Expr == name {
			return c
		}
	}
	return nil
}

// hasMethods reports whether c declares every method of a contract by name.
func hasMethods(c *model.Component, contract *model.Contract) bool {
	have := map[string]bool{}
	for _, id := range c.Idents {
		have[id.Name] = !id.Field
	}
	for _, m := range contract.Methods {
		if !have[m.GoName] {
			return false
		}
	}
	return contract.Interface && len(contract.Methods) > 0
}

// unprovidedInLibraries: without a main, the provider may be in a package that was not named, so it is a warning.
func unprovidedInLibraries(p *model.Program) []diag.Diagnostic {
	has, declared := map[string]bool{}, map[string]bool{}
	for _, c := range contracts(p) {
		declared[c.Type.Expr] = true
	}
	for _, c := range components(p) {
		for _, name := range provided(c) {
			has[name] = true
		}
	}
	var ds []diag.Diagnostic
	for _, pkg := range p.Packages {
		if inMain(p, pkg) {
			continue
		}
		for _, c := range pkg.Components {
			for _, f := range c.Fields {
				w, ok := wants(f)
				if !ok || !w.contract || has[w.name] || !declared[w.name] {
					continue
				}
				ds = append(ds, diag.Diagnostic{Pos: f.Pos, Code: codeUnprovided, Severity: diag.Warning,
					Text:    fmt.Sprintf("component %s requires %s, which no component provides", c.Name, w.text),
					Related: related(c.Pos, "the component"),
					Hint:    "write //sig:provides " + f.Contract.Type.Name + " on a component, or add ,optional to the tag"})
			}
		}
	}
	return ds
}
