package gentest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"strings"
)

// A Mutator damages Go files the way that somebody does who is in the middle of
// typing, or who tries what the documentation does not mention. The same seed
// gives the same damage.
type Mutator struct {
	random *rand.Rand
	donors []string // texts to take pieces from
}

// NewMutator returns a mutator that splices pieces of donors into what it is given.
func NewMutator(seed uint64, donors []string) *Mutator {
	return &Mutator{random: rand.New(rand.NewPCG(seed, seed)), donors: donors}
}

// Int is a number below n, from the same seed.
func (m *Mutator) Int(n int) int { return m.random.IntN(n) }

// Mutate damages text below its imports, one to four times.
func (m *Mutator) Mutate(text string) string {
	for range 1 + m.random.IntN(4) {
		switch m.random.IntN(6) {
		case 0:
			text = m.words(text)
		case 1:
			text = m.lines(text)
		case 2:
			text = m.bytes(text)
		case 3, 4:
			text = m.typeExpr(text)
		case 5:
			text = m.directive(text)
		}
	}
	return text
}

// below cuts text behind its imports, where damage is worth something.
func below(text string) (head, body string) {
	at := strings.Index(text, ")\n")
	if !strings.Contains(text[:max(at, 0)], "import (") {
		if at = strings.Index(text, "\n\n"); at < 0 {
			return "", text
		}
	}
	return text[:at+2], text[at+2:]
}

func (m *Mutator) pick(from []string) string { return from[m.random.IntN(len(from))] }

var fragments = []string{"*", "interface{} ", "func() ", "[]", "//sig:", "struct{ ", "\x00", "c.c.", "map[string]", "any ", "(", "} ", "...", "chan ", "[0]", "\ufeff", "`", "\"", "/*", "\xff"}

// words deletes, doubles, swaps or overwrites a word.
func (m *Mutator) words(text string) string {
	head, body := below(text)
	words := strings.SplitAfter(body, " ")
	if len(words) < 2 {
		return text
	}
	i, j := m.random.IntN(len(words)), m.random.IntN(len(words))
	switch m.random.IntN(5) {
	case 0:
		words[i] = ""
	case 1:
		words[i] += words[i]
	case 2:
		words[i], words[j] = words[j], words[i]
	case 3:
		words[i] = m.pick(fragments)
	case 4:
		if n := len(words[i]); n > 1 {
			words[i] = words[i][:m.random.IntN(n)]
		}
	}
	return head + strings.Join(words, "")
}

// lines deletes, doubles, swaps or imports a line.
func (m *Mutator) lines(text string) string {
	head, body := below(text)
	lines := strings.SplitAfter(body, "\n")
	i, j := m.random.IntN(len(lines)), m.random.IntN(len(lines))
	switch m.random.IntN(4) {
	case 0:
		lines[i] = ""
	case 1:
		lines[i] += lines[i]
	case 2:
		lines[i], lines[j] = lines[j], lines[i]
	case 3:
		_, donor := below(m.pick(m.donors))
		lines[i] += m.pick(strings.SplitAfter(donor, "\n"))
	}
	return head + strings.Join(lines, "")
}

// bytes overwrites one byte.
func (m *Mutator) bytes(text string) string {
	head, body := below(text)
	if body == "" {
		return text
	}
	b := []byte(body)
	b[m.random.IntN(len(b))] = byte(m.random.IntN(256))
	return head + string(b)
}

var exotic = []string{
	"int", "*int", "**int", "[]byte", "[3]byte", "[]*string", "map[string]int", "map[int]string", "map[string]map[string]*bool", "any", "error", "func()", "chan int", "struct{}",
	"struct{ X int }", "struct{ X struct{ Y []int } }", "complex128", "uintptr", "rune", "float32", "interface{ M() }", "[0]int", "[][][]int", "context.Context", "sig.Ref", "*sig.Kernel",
	"sig.Signal[int]", "sig.Settings[int]", "sig.Settings[struct{ A int }]", "sig.Scoped[int]", "sig.Instance", "*sig.Instance", "sig.Credentials", "sig.Storage", "sig.Config", "sig.Secret", "sig.PerTenant[int]",
	"missing", "missing.T", "sig.Missing", "T[int]", "[]any", "map[any]any", "*error",
}

// typeExpr replaces a type by another one: of the same file, or an exotic one.
func (m *Mutator) typeExpr(text string) string {
	fset := token.NewFileSet()
	f, _ := parser.ParseFile(fset, "", text, parser.SkipObjectResolution)
	if f == nil {
		return text
	}
	base := fset.File(f.FileStart)
	var found [][2]int
	add := func(e ast.Expr) {
		if e != nil && e.Pos().IsValid() && e.End() <= f.FileEnd {
			found = append(found, [2]int{base.Offset(e.Pos()), base.Offset(e.End())})
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			add(n.Type)
		case *ast.TypeSpec:
			add(n.Type)
		case *ast.ArrayType:
			add(n.Elt)
		case *ast.StarExpr:
			add(n.X)
		case *ast.MapType:
			add(n.Key)
			add(n.Value)
		}
		return true
	})
	if len(found) == 0 {
		return text
	}
	at := found[m.random.IntN(len(found))]
	other := m.pick(exotic)
	if m.random.IntN(2) == 0 {
		o := found[m.random.IntN(len(found))]
		other = text[o[0]:o[1]]
	}
	return text[:at[0]] + other + text[at[1]:]
}

var directives = []string{
	"//sig:component name=%s scope=tenant", "//sig:component name=%s scope=shared", "//sig:component name=%s scope=admin", "//sig:component name=%s scope=provider", "//sig:contract name=%s",
	"//sig:config prefix=%s", "//sig:runnable name=%s", "//sig:runnable timeout=%s", "//sig:runnable", "//sig:computed", "//sig:computed dynamic", "//sig:effect", "//sig:effect supersede",
	"//sig:activate", "//sig:deactivate", "//sig:health", "//sig:snapshot", "//sig:restore", "//sig:purge", "//sig:supervise", "//sig:event topic=%s", "//sig:subscribe topic=%s", "//sig:provides %s", "//sig:trust reason=%s",
	"`sig:\"requires\"`", "`sig:\"requires,optional\"`", "`sig:\"prop\"`", "`sig:\"prop,default=%s\"`", "`json:\"%s\" sig:\"default=%[1]s\"`", "`sig:\"min=%s\"`", "`sig:\"enum=%s|b\"`", "`sig:\"pattern=%s\"`", "`json:\"%s,omitempty\"`", "`json:\"-\"`", "`json:\",string\"`",
}

var values = []string{"a", "a-b", "A", "x.*", "2s", "-1", "1e9", "''", "'", "\"\"", "[", "a b", "\u00e9", "go", "type", "9223372036854775808", "{target}", "{", "x,y", "func", "sig", "abi"}

// directive writes a directive above a line, or a tag behind one.
func (m *Mutator) directive(text string) string {
	head, body := below(text)
	lines := strings.SplitAfter(body, "\n")
	i := m.random.IntN(len(lines))
	d := strings.ReplaceAll(strings.ReplaceAll(m.pick(directives), "%[1]s", "%s"), "%s", m.pick(values))
	switch {
	case strings.HasPrefix(d, "`"):
		line := strings.TrimSuffix(lines[i], "\n")
		if at := strings.IndexByte(line, '`'); at >= 0 {
			line = line[:at]
		}
		lines[i] = line + " " + d + "\n"
	case strings.Contains(lines[i], "//sig:"):
		lines[i] = d + "\n"
	default:
		lines[i] = d + "\n" + lines[i]
	}
	return head + strings.Join(lines, "")
}
