// Package leakgen writes components that leak, for the analyzer to find.
//
// A leak is put together from three parts: memory that all tenants share ([bases], made by
// initialisation in one of the ways of [sources]), the way that it takes to where it is written
// ([steps]), and a write of a tenant's data into it (the sinks of its base). Every part is typed over
// what it carries, so that whatever is put together compiles. A step either passes on what it gets
// or wraps it (into a field, a channel, a closure, an error), and what is wrapped is unwrapped
// again in the end. The way is cut somewhere: what is before the cut is done by initialisation, the rest in the
// tenant's call. So a wrapped thing may be what the package-level variable holds.
//
// The same parts make clean siblings: the memory is made in the call, made
// once for the instance, or only read.
//
// [Generate] depends on its seed alone.
package leakgen

import (
	"fmt"
	"go/format"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Kind says where the memory comes from that a case writes.
type Kind string

// The kinds. Only the first leaks.
const (
	Leak     Kind = "leak"     // package-level memory is written
	Fresh    Kind = "fresh"    // memory of the call is written
	Held     Kind = "held"     // memory of the instance is written
	ReadOnly Kind = "readonly" // package-level memory is read
)

// A Case is one component, alone in its package.
type Case struct {
	Name  string // of its folder
	Kind  Kind
	Parts string            // what it is put together from
	Files map[string]string // by path below the folder; what is for the oracle alone has the build tag leakgen
}

// Tag is the build tag of the function Peek that a leak has for whoever wants to see that it
// leaks: it tells what the shared memory holds.
const Tag = "leakgen"

// A typ is the type of what is carried.
type typ struct {
	expr       string
	comparable bool
}

// A plan is what a case is put together from, before it is written.
type plan struct {
	base     *base
	sink     *sink
	source   *source
	steps    []placed // in order
	cut      int      // how many of the steps initialisation does
	exported bool     // fields and names are
	split    bool     // declarations are another package's
	apart    bool     // but not what the source declares
	through  int      // 0: the write is in the method, 1: in a function, 2: in a closure
}

// A placed step is one half of a step that wraps, or a step that passes on.
type placed struct {
	*step
	n        int // number of the step, the same for both halves
	out      bool
	in, made typ // what it gets and gives
}

// Generate puts together the case of a number and a seed, and its clean siblings. path is the
// import path of the folder that is to hold the folders of the cases.
func Generate(seed uint64, number int, path string) []Case {
	r := rand.New(rand.NewPCG(seed, uint64(number)))
	p := draw(r)
	name := fmt.Sprintf("s%dn%d", seed, number)
	kinds := []Kind{Leak, Fresh}
	if p.source.fetch != "" {
		kinds = append(kinds, Held)
	}
	if p.base.read != "" {
		kinds = append(kinds, ReadOnly)
	}
	var out []Case
	for _, k := range kinds {
		folder := name
		if k != Leak {
			folder += string(k)
		}
		out = append(out, p.write(folder, k, path+"/"+folder))
	}
	return out
}

func draw(r *rand.Rand) *plan {
	p := &plan{base: pick(r, bases), exported: r.IntN(3) == 0, split: r.IntN(4) == 0, apart: r.IntN(2) == 0, through: max(0, r.IntN(6)-3)}
	p.sink = pick(r, p.base.sinks)
	now := p.base.typ()
	length := 1 + r.IntN(1+r.IntN(7)) // what a long way does may be a finding by itself, and hide what becomes of the write
	var open []placed
	for n := 1; len(p.steps) < length || len(open) > 0; n++ {
		if len(open) > 0 && (len(p.steps) >= length || r.IntN(3) == 0) {
			w := open[len(open)-1]
			open = open[:len(open)-1]
			p.steps = append(p.steps, placed{w.step, w.n, true, w.made, w.in})
			now = w.in
			continue
		}
		s := pick(r, steps)
		if s.needs != nil && !s.needs(now) {
			continue
		}
		next := now
		if s.wraps != "" {
			next = typ{expand(s.wraps, n, now, typ{}), s.comparable || s.likewise && now.comparable}
			if len(open) > 2 {
				continue
			}
		}
		q := placed{s, n, false, now, next}
		p.steps = append(p.steps, q)
		if s.wraps != "" {
			open = append(open, q)
		}
		now = next
	}
	p.cut = r.IntN(len(p.steps) + 1)
	if late := slices.IndexFunc(p.steps, func(s placed) bool { return s.late }); late >= 0 {
		p.cut = min(p.cut, late)
	}
	for p.source == nil || p.source.direct && (p.base.variable == "" || p.cut != 0) {
		p.source = pick(r, sources)
	}
	return p
}

func pick[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

var named = regexp.MustCompile(`@[a-zA-Z]\w*`)

// expand puts what is carried into a template: {T} is the type that it gets, {W} the one that it
// gives, and names behind an @ become those of step n.
func expand(text string, n int, t, w typ) string {
	text = named.ReplaceAllString(text, "${0}"+strconv.Itoa(n))
	return strings.NewReplacer("{T}", t.expr, "{W}", w.expr).Replace(text)
}

var (
	global = regexp.MustCompile(`\.?@([a-zA-Z]\w*)`) // behind a dot it is an embedded field
	field  = regexp.MustCompile(`#([a-z]\w*)`)
)

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// names gives names and fields their final form, in the package that declares them or in another.
func (p *plan) names(text string, elsewhere bool) string {
	big := p.exported || p.split
	text = field.ReplaceAllStringFunc(text, func(m string) string {
		if big {
			return upper(m[1:])
		}
		return m[1:]
	})
	return global.ReplaceAllStringFunc(text, func(m string) string {
		dot, name, _ := strings.Cut(m, "@")
		if big {
			name = upper(name)
		}
		if elsewhere && dot == "" && !(p.apart && ofSource(m)) {
			name = "lib." + name
		}
		return dot + name
	})
}

// ofSource reports whether a source declares a name: those of bases and steps end in their number.
func ofSource(name string) bool {
	last := name[len(name)-1]
	return (last < '0' || last > '9') && name != "@mk" && name != "@sink"
}

// body writes the steps from one number up to another, and what comes last within them. It
// starts with the variable x<from>.
func (p *plan) body(from, to int, last string) string {
	if from == to {
		return strings.ReplaceAll(last, "{x}", "x"+strconv.Itoa(from))
	}
	s := p.steps[from]
	text := s.do
	if s.out {
		text = s.undo
	}
	in, made := s.in, s.made
	if s.out { // both halves of a step are written with the types of the first
		in, made = made, in
	}
	text = expand(text, s.n, in, made)
	text = strings.NewReplacer("{x}", "x"+strconv.Itoa(from), "{y}", "x"+strconv.Itoa(from+1)).Replace(text)
	rest := p.body(from+1, to, last)
	if !strings.Contains(text, "{REST}") {
		return text + "\n" + rest
	}
	return strings.ReplaceAll(text, "{REST}", rest)
}

// carried is the type of what there is at the cut.
func (p *plan) carried() typ {
	if p.cut == 0 {
		return p.base.typ()
	}
	return p.steps[p.cut-1].made
}

func (p *plan) write(folder string, kind Kind, path string) Case {
	w := p.carried()
	decls := expand(p.base.decls, 0, typ{}, typ{}) + "\n"
	for _, s := range p.steps {
		if !s.out {
			decls += expand(s.decls, s.n, s.in, s.made) + "\n"
		}
	}
	base := p.base.typ().expr
	fresh := "var x0 " + base + " = " + expand(p.base.fresh, 0, typ{}, typ{}) + "\n"
	decls += "func @mk() (made " + w.expr + ") {\n" + fresh + p.body(0, p.cut, "made = {x}") + "\nreturn made\n}\n"
	shared := kind == Leak || kind == ReadOnly
	fetch, source := "@mk()", ""
	if shared {
		t := w
		src := p.source
		if src.direct {
			decls += expand("var @g "+p.base.variable, 0, typ{}, typ{}) + "\n"
			fetch = expand(p.base.address, 0, typ{}, typ{})
		} else {
			source = strings.NewReplacer("{T}", t.expr).Replace(src.decls) + "\n"
			fetch = strings.NewReplacer("{T}", t.expr).Replace(src.fetch)
		}
	}
	held := ""
	if kind == Held {
		fetch = "c.held"
		held = "\theld " + w.expr + "\n"
	}
	sink := "{\n" + strings.NewReplacer("{K}", "p.K", "{V}", "p.V", "{N}", "p.N").Replace(expand(p.sink.code, 0, typ{}, typ{})) + "\n}"
	decls += expand(p.sink.decls, 0, typ{}, typ{}) + "\n"
	switch {
	case kind == ReadOnly:
		sink = "r.V = " + expand(p.base.read, 0, typ{}, typ{})
	case p.through == 1:
		arg := strings.NewReplacer("{K}", "k", "{V}", "v", "{N}", "n", "{x}", "x").Replace(expand(p.sink.code, 0, typ{}, typ{}))
		decls += "func @sink(x " + base + ", k, v string, n int) {\n_, _, _ = k, v, n\n{\n" + arg + "\n}\n}\n"
		sink = "@sink({x}, p.K, p.V, p.N)"
	case p.through == 2:
		sink = "write := func() {\n" + sink + "\n}\nwrite()"
	}
	body := "var " + "x" + strconv.Itoa(p.cut) + " " + w.expr + " = " + fetch + "\n" + p.body(p.cut, len(p.steps), sink)
	peek := "var " + "x" + strconv.Itoa(p.cut) + " " + w.expr + " = " + fetch + "\n" + p.body(p.cut, len(p.steps), "r = "+expand(p.base.peek, 0, typ{}, typ{}))

	parts := p.String()
	c := Case{Name: folder, Kind: kind, Parts: parts, Files: map[string]string{}}
	comp := "// C is the component.\n//\n//sig:component name=" + folder + " scope=tenant\ntype C struct {\n\tsig.Instance\n" + held + "}\n\n"
	if kind == Held {
		comp += "//sig:activate\nfunc (c *C) Start(ctx context.Context) error {\n\tc.held = @mk()\n\treturn nil\n}\n\n"
	}
	comp += "//sig:runnable desc=\"one call\"\nfunc (c *C) Do(ctx context.Context, p P) (r R, err error) {\n" + body + "\nreturn r, nil\n}\n" + tail
	lib := ""
	if p.split {
		lib = path + "/lib"
		if !p.apart {
			decls, source = decls+source, ""
		}
		c.Files["lib/lib.go"] = file("lib", "", p.names(decls, false), "")
		decls = ""
	}
	head := "// Package " + folder + ": " + parts + "\n"
	c.Files["c.go"] = file(folder, head, p.names(comp+source, p.split)+p.names(decls, false), lib)
	if kind == Leak {
		c.Files["peek.go"] = file(folder, "//go:build "+Tag+"\n\n", "// Peek tells what the shared memory holds.\nfunc Peek() (r string) {\n"+p.names(peek, p.split)+"\nreturn r\n}\n", lib)
	}
	return c
}

const tail = `
// P is what a caller sends.
type P struct {
	K string ` + "`json:\"k\"`" + `
	V string ` + "`json:\"v\"`" + `
	N int    ` + "`json:\"n\"`" + `
}

// R is what a caller gets.
type R struct {
	V string ` + "`json:\"v\"`" + `
}
`

// String names the parts in the order in which memory passes them; the bar is the cut.
func (p *plan) String() string {
	out := []string{p.base.name, p.source.name}
	for i, s := range p.steps {
		if i == p.cut {
			out = append(out, "|")
		}
		name := s.name
		switch {
		case s.out:
			name += ")"
		case s.wraps != "":
			name = "(" + name
		}
		out = append(out, name)
	}
	if p.cut == len(p.steps) {
		out = append(out, "|")
	}
	out = append(out, p.sink.name)
	if p.through > 0 {
		out = append(out, []string{"", "in a function", "in a closure"}[p.through])
	}
	if p.split {
		out = append(out, "by another package")
		if p.apart {
			out = append(out, "but for the variable")
		}
	}
	return strings.Join(out, " ")
}

// imported are the packages that parts may name.
var imported = []string{
	"bufio", "bytes", "cmp", "container/heap", "container/list", "container/ring", "context", "encoding/binary", "encoding/csv",
	"encoding/hex", "encoding/json", "encoding/xml", "errors", "fmt", "hash", "hash/fnv", "io", "iter", "log/slog", "maps", "math/big", "math/rand/v2", "net/http", "net/url", "regexp", "slices", "sort", "strconv",
	"strings", "sync", "sync/atomic", "text/tabwriter", "unicode/utf8", "unique", "weak",
}

func file(pkg, head, text, lib string) string {
	var b strings.Builder
	b.WriteString(head + "package " + pkg + "\n\n")
	var need []string
	for _, path := range imported {
		name := path[strings.LastIndex(path, "/")+1:]
		if name == "v2" {
			name = "rand"
		}
		if regexp.MustCompile(`\b` + name + `\.[A-Z]`).MatchString(text) {
			need = append(need, strconv.Quote(path))
		}
	}
	if strings.Contains(text, "sig.") {
		need = append(need, `sig "github.com/sigen-dev/sigen/runtime"`)
	}
	if lib != "" && strings.Contains(text, "lib.") {
		need = append(need, strconv.Quote(lib))
	}
	slices.Sort(need)
	if len(need) > 0 {
		b.WriteString("import (\n\t" + strings.Join(need, "\n\t") + "\n)\n\n")
	}
	b.WriteString(text)
	out, err := format.Source([]byte(b.String()))
	if err != nil {
		panic(fmt.Sprintf("%v in\n%s", err, b.String())) // a template that is no Go
	}
	return string(out)
}
