package plan

import (
	"go/token"
	"strconv"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

// Locals are the names of parameters and variables in generated functions. Where
// a package declares one of them itself, its generated code uses another.
var Locals = []string{
	"a", "all", "b", "c", "call", "copier", "ctx", "d", "data", "dec", "deliver", "depth", "dst", "e",
	"elem", "elem2", "elem3", "elem4", "elem5", "elem6", "err", "h",
	"i", "i2", "i3", "i4", "i5", "i6", "in", "j", "k", "k2", "k3", "k4", "k5", "k6",
	"key", "m", "m2", "m3", "m4", "m5", "m6", "method", "more", "n", "n2", "n3", "n4", "n5", "n6", "name", "ok", "out", "p", "payload", "props",
	"impl", "outer", "q", "r", "raw", "s", "seen", "seen2", "seen3", "seen4", "t", "target", "text", "topic", "tx", "v", "yield", "zero",
}

// universe are the predeclared identifiers that no import may be called, so that
// generated code can use them.
var universe = strings.Fields("any append bool byte cap clear close comparable complex copy delete error false float32 float64 " +
	"imag int int16 int32 int64 int8 iota len make max min new nil panic print println real recover rune string true uint uint16 " +
	"uint32 uint64 uint8 uintptr init main")

// An allocator hands out names of one file's package scope, each once.
type allocator struct{ taken map[string]bool }

// name takes want, or want with the smallest number that makes it new.
func (a *allocator) name(want string) string {
	got := want
	for i := 2; a.taken[got] || token.IsKeyword(got); i++ {
		got = want + strconv.Itoa(i)
	}
	a.taken[got] = true
	return got
}

func (a *allocator) take(names ...string) {
	for _, n := range names {
		a.taken[n] = true
	}
}

// names decides every name. What other code refers to has a fixed name; a clash
// there is a rule's to report, and what is private gives way here.
func (p *Package) names() {
	n := &allocator{taken: map[string]bool{}}
	n.take(p.Model.Scope...)
	p.fixed(n)
	p.locals(n)
	n.take(universe...)
	p.Imports = p.aliases(n)
	for _, c := range p.Contracts {
		c.names(n)
	}
	for _, c := range p.Components {
		lower := Lower(c.Model.Type.Name)
		c.Instance = n.name(lower + "Instance")
		c.New = n.name("new" + Title(c.Model.Type.Name))
		if len(c.Cells) > 0 {
			c.Plan = n.name(lower + "Plan")
		}
		if c.Own != nil {
			c.Own.names(n)
		}
	}
	for _, c := range p.Codecs {
		c.names(n, p.baseName(c.Type.Type))
	}
	for _, c := range p.Components {
		if c.Props != nil {
			c.Props.names(n, c.Props.Type.Type.Name)
		}
	}
}

// fixed takes the names that code outside of the file refers to.
func (p *Package) fixed(n *allocator) {
	clients := func(name string) {
		n.take(name+"Client", name+"HostClient", name+"AdminClient", "New"+name+"Client", "New"+name+"ClientFor", "New"+name+"AdminClientFor")
	}
	for _, c := range p.Contracts {
		clients(c.Model.Type.Name)
		n.take(c.Model.Type.Name + "Contract")
	}
	for _, c := range p.Components {
		name := c.Model.Type.Name
		n.take(name+"Factory", name+"Props", "Instantiate"+name)
		if c.Own != nil {
			clients(name)
		}
	}
	for _, e := range p.Events {
		n.take(e.Model.Type.Name+"Event", "Subscribe"+e.Model.Type.Name)
	}
	n.take("Mounted", "Mount", "MountSet")
	for _, a := range p.Model.Aliases {
		n.take(a.Name)
	}
}

// locals renames the local variables that would hide what the package declares,
// and keeps imports from having their names.
func (p *Package) locals(n *allocator) {
	p.Locals = map[string]string{}
	var final []string
	for _, l := range Locals {
		got := l
		for n.taken[got] {
			got += "Var"
		}
		p.Locals[l] = got
		final = append(final, got)
	}
	n.take(final...)
}

func (c *Contract) names(n *allocator) {
	name := Title(c.Model.Type.Name)
	lower := Lower(c.Model.Type.Name)
	c.Var = n.name(lower + "Contract")
	for _, m := range c.Methods {
		m.Index = n.name(lower + m.Model.GoName)
		m.Call = n.name("call" + name + m.Model.GoName)
		m.CallJSON = n.name("call" + name + m.Model.GoName + "JSON")
		if m.Model.Stream {
			m.StreamJSON = n.name("stream" + name + m.Model.GoName + "JSON")
		}
		m.Send = n.name("send" + name + m.Model.GoName)
		if Copied(m.Model.Params) || Copied(m.Model.Result) {
			m.Cross = n.name("cross" + name + m.Model.GoName)
		}
	}
}

// baseName is what the functions of a struct are named after: "QueryParams",
// "ShopItem" for one of package shop, "PageOfItem" for Page[Item].
func (p *Package) baseName(t model.TypeRef) string {
	name := Title(t.Name)
	if t.PkgPath != p.Model.Path {
		name = Title(p.Model.Imported[t.PkgPath]) + name
	}
	for i, a := range t.Args {
		if i == 0 {
			name += "Of"
		}
		if a.Name == "" {
			name += identifier(a.Expr)
			continue
		}
		name += p.baseName(a)
	}
	return name
}

// identifier keeps of a type expression what an identifier can hold.
func identifier(expr string) string {
	var b strings.Builder
	up := true
	for _, r := range expr[strings.LastIndexByte(expr, '}')+1:] {
		switch {
		case 'a' <= r && r <= 'z' && up:
			b.WriteRune(r - 'a' + 'A')
			up = false
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
			b.WriteRune(r)
			up = false
		default:
			up = true
		}
	}
	return b.String()
}

func (c *Codec) names(n *allocator, base string) {
	lower := Lower(base)
	if c.decode {
		c.Decode = n.name("decode" + base)
		if len(c.Type.Members) > 0 {
			c.Keys = n.name(lower + "Keys")
		}
	}
	if c.Type.OneOf != "" && c.Keys == "" && (c.encode || c.clone) {
		c.Keys = n.name(lower + "Keys")
	}
	if c.encode {
		c.Append = n.name("append" + base)
	}
	if c.check {
		c.Check = n.name("check" + base)
	}
	if c.clone {
		c.Clone = n.name("clone" + base)
	}
	if c.reader {
		c.Read = n.name("read" + base)
	}
	c.Patterns = map[string]string{}
	for _, m := range c.Type.Members {
		if m.Pattern != "" && (c.decode || c.check || c.read) {
			c.Patterns[m.Name] = n.name(lower + Title(m.GoName) + "Pattern")
		}
	}
}
