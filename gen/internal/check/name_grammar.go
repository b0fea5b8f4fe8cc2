package check

import (
	"fmt"
	"go/token"
	"regexp"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeNameGrammar = "SIG203"

var (
	nameGrammar   = regexp.MustCompile(`^[a-z][a-z0-9-]{0,62}$`) // 63 bytes, as the kernel has it
	prefixGrammar = regexp.MustCompile(`^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)*$`)
)

// nameGrammars: names become routes, file names and configuration paths.
func nameGrammars(p *model.Package) []diag.Diagnostic {
	var ds []diag.Diagnostic
	bad := func(pos token.Position, what, name string) {
		hint := "a name is lower case letters, digits and hyphens, and begins with a letter"
		if s := suggest(name); s != "" {
			hint += ": " + s
		} else if len(name) > 63 {
			hint = fmt.Sprintf("a name has at most 63 bytes; this one has %d", len(name))
		}
		ds = append(ds, diag.Diagnostic{Pos: pos, Code: codeNameGrammar, Text: fmt.Sprintf("%s name %q is not allowed", what, name), Hint: hint})
	}
	for _, c := range p.Components {
		if c.Name != "" && !nameGrammar.MatchString(c.Name) {
			bad(c.Pos, "component", c.Name)
		}
	}
	for _, c := range packageContracts(p) {
		if c.Interface && !nameGrammar.MatchString(c.Name) {
			bad(c.Pos, "contract", c.Name)
		}
		for _, m := range c.Methods {
			if !nameGrammar.MatchString(m.Name) {
				bad(m.Pos, "runnable", m.Name)
			}
		}
	}
	for _, c := range p.Configs {
		if c.Prefix != "" && !prefixGrammar.MatchString(c.Prefix) {
			ds = append(ds, diag.Diagnostic{Pos: c.Pos, Code: codeNameGrammar, Text: fmt.Sprintf("prefix %q is not allowed", c.Prefix),
				Hint: "a prefix is one or more words in lower case with dots between them: db, mail.smtp"})
		}
	}
	return ds
}

// suggest is the nearest allowed name, "" when there is none.
func suggest(name string) string {
	s := strings.ToLower(strings.NewReplacer("_", "-", " ", "-", ".", "-").Replace(name))
	if nameGrammar.MatchString(s) {
		return s
	}
	return ""
}
