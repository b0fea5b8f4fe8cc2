package load

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strconv"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/marker"
)

// stubAlias is how stubs import the runtime; nobody writes such a name by hand.
const stubAlias = "sigStub__"

// stubSuffix ends the name of a stub's file, which exists in memory only.
const stubSuffix = " (generated)"

// stubs writes, for every annotated package, what sigen will declare there, so
// that handwritten code which uses it type-checks. One stub belongs to one
// handwritten file and has the same imports: a type is copied as it is written there.
func (l *loader) stubs() {
	for _, n := range l.order {
		if n.pkg.Annotated() {
			l.stubsOf(n, n.pkg.WireUsed)
		}
	}
}

// stubsOf writes the stubs of one package; mounts says whether it gets a wire set.
func (l *loader) stubsOf(n *node, mounts bool) {
	w := &stubWriter{loader: l, node: n, byHand: handwritten(n.pkg), runnables: map[string][]runnable{}, scope: map[string]string{}}
	w.collect()
	for _, f := range n.pkg.Files {
		src := w.file(f, mounts)
		if src == nil {
			continue
		}
		mounts = false
		syn, err := parser.ParseFile(l.res.Fset, f.Name+stubSuffix, src, parser.SkipObjectResolution)
		if syn == nil || err != nil && syn.Name == nil {
			continue // a broken handwritten type was copied; its own error is reported
		}
		n.stubs = append(n.stubs, syn)
		n.stubSet[l.res.Fset.File(syn.FileStart)] = true
	}
}

// handwritten are the package level identifiers of p.
func handwritten(p *Package) map[string]bool {
	names := map[string]bool{}
	for _, f := range p.Files {
		for _, d := range f.Syntax.Decls {
			declared(d, func(id *ast.Ident) { names[id.Name] = true })
			if m, ok := d.(*ast.FuncDecl); ok && m.Recv != nil {
				names[Receiver(m)+"."+m.Name.Name] = true
			}
		}
	}
	return names
}

// Receiver is the name of the type that d is a method of, "" for a function.
func Receiver(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return ""
	}
	t := d.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

type runnable struct {
	file *File
	name string
	typ  *ast.FuncType
}

type stubWriter struct {
	*loader
	node      *node
	byHand    map[string]bool
	runnables map[string][]runnable // by struct
	scope     map[string]string     // of components, by struct
	b         bytes.Buffer
}

func (w *stubWriter) collect() {
	for _, f := range w.node.pkg.Files {
		for _, m := range f.Marks {
			switch d := m.Decl.(type) {
			case *ast.FuncDecl:
				if m.Name == "runnable" {
					r := Receiver(d)
					w.runnables[r] = append(w.runnables[r], runnable{f, d.Name.Name, d.Type})
				}
			case *ast.TypeSpec:
				if m.Name == "component" {
					w.scope[d.Name.Name] = m.Value("scope")
				}
			}
		}
	}
}

func (w *stubWriter) file(f *File, mounts bool) []byte {
	w.b.Reset()
	decls := 0
	for _, m := range f.Marks {
		switch d := m.Decl.(type) {
		case *ast.TypeSpec:
			name := d.Name.Name
			switch m.Name {
			case "component":
				decls++
				w.component(f, d)
				if len(w.runnables[name]) > 0 {
					w.clients(name, tenantless(w.scope[name]), false)
				}
			case "contract":
				decls++
				w.clients(name, false, true)
				for _, r := range contractMethods(f, d) {
					w.clientMethod(name, r, false)
				}
			}
		case *ast.FuncDecl:
			recv := Receiver(d)
			if _, ok := w.scope[recv]; !ok {
				continue
			}
			decls++
			switch m.Name {
			case "runnable":
				w.clientMethod(recv, runnable{f, d.Name.Name, d.Type}, tenantless(w.scope[recv]))
			case "computed":
				w.accessor(f, recv, d)
			}
		}
	}
	if decls == 0 {
		return nil
	}
	if mounts && len(w.scope) > 0 {
		w.decl("Mounted", PredictedMount, "", "type Mounted struct{ _ [0]func() }")
		w.decl("Mount", PredictedMount, "", "func Mount(k *%s.Kernel, deps ...any) (m Mounted, err error) { return }", stubAlias)
		w.decl("MountSet", PredictedMount, "", "var MountSet any")
	}
	var head bytes.Buffer
	fmt.Fprintf(&head, "package %s\n", f.Syntax.Name.Name)
	fmt.Fprintf(&head, "import %s %q\n", stubAlias, RuntimePath)
	for _, imp := range f.Syntax.Imports {
		if imp.Path.Value == `"C"` {
			continue
		}
		if imp.Name != nil {
			head.WriteString("import " + imp.Name.Name + " " + imp.Path.Value + "\n")
		} else {
			head.WriteString("import " + imp.Path.Value + "\n")
		}
	}
	return append(head.Bytes(), w.b.Bytes()...)
}

// decl declares name, unless the handwritten code has it already: that clash is a rule's to report.
func (w *stubWriter) decl(name string, kind PredictedKind, of, format string, args ...any) {
	w.node.pkg.Predicted[name] = Predicted{kind, of}
	if !w.byHand[name] {
		fmt.Fprintf(&w.b, format+"\n", args...)
	}
}

func (w *stubWriter) component(f *File, d *ast.TypeSpec) {
	name := d.Name.Name
	w.decl(name+"Factory", PredictedFactory, name, "var %sFactory %s.Factory", name, stubAlias)
	var props strings.Builder
	if st, ok := d.Type.(*ast.StructType); ok {
		for _, field := range st.Fields.List {
			if isProp(field) {
				for _, id := range field.Names {
					props.WriteString("; " + id.Name + " " + w.text(f, field.Type.Pos(), field.Type.End()))
				}
			}
		}
	}
	w.decl(name+"Props", PredictedProps, name, "type %sProps struct { Target string%s }", name, props.String())
	w.decl("Instantiate"+name, PredictedInstantiate, name,
		"func Instantiate%[1]s(k *%[2]s.Kernel, name string, p %[1]sProps) (r *%[2]s.Ref, err error) { return }", name, stubAlias)
}

func isProp(f *ast.Field) bool {
	if f.Tag == nil {
		return false
	}
	lit, err := strconv.Unquote(f.Tag.Value)
	if err != nil {
		return false
	}
	t, _ := marker.ParseTag(reflect.StructTag(lit).Get("sig"))
	return t.Has("prop")
}

func (w *stubWriter) clients(name string, noTarget, isInterface bool) {
	w.decl(name+"Client", PredictedClient, name, "type %sClient struct{ _ [0]func() }", name)
	w.decl(name+"HostClient", PredictedHostClient, name, "type %sHostClient struct{ _ [0]func() }", name)
	w.decl(name+"AdminClient", PredictedAdminClient, name, "type %sAdminClient struct{ _ [0]func() }", name)
	w.decl("New"+name+"Client", PredictedNewClient, name, "func New%[1]sClient(k *%[2]s.Kernel) (c %[1]sHostClient) { return }", name, stubAlias)
	if !noTarget && !w.byHand[name+"HostClient"] {
		fmt.Fprintf(&w.b, "func (%[1]sHostClient) Target(target string) (c %[1]sClient) { return }\n", name)
	}
	if !w.byHand[name+"AdminClient"] {
		fmt.Fprintf(&w.b, "func (%[1]sAdminClient) Target(target string) (c %[1]sClient) { return }\n", name)
	}
	if isInterface {
		w.decl(name+"Contract", PredictedContract, name, "var %[1]sContract %[2]s.Contract[%[1]s]", name, stubAlias)
	}
}

// tenantless reports whether instances of that scope belong to no tenant, so that the host's client names none.
func tenantless(scope string) bool {
	return scope == "shared" || scope == "admin" || scope == "provider"
}

func contractMethods(f *File, d *ast.TypeSpec) []runnable {
	it, ok := d.Type.(*ast.InterfaceType)
	if !ok {
		return nil
	}
	var rs []runnable
	for _, m := range it.Methods.List {
		if ft, ok := m.Type.(*ast.FuncType); ok && len(m.Names) == 1 {
			rs = append(rs, runnable{f, m.Names[0].Name, ft})
		}
	}
	return rs
}

func (w *stubWriter) clientMethod(owner string, r runnable, onHost bool) {
	sig := w.text(r.file, r.typ.Params.Opening, r.typ.End())
	for _, t := range []string{owner + "Client", owner + "HostClient"} {
		if (t == owner+"Client" || onHost) && !w.byHand[t] {
			fmt.Fprintf(&w.b, "func (%s) %s%s { panic(0) }\n", t, r.name, sig)
		}
	}
}

func (w *stubWriter) accessor(f *File, recv string, d *ast.FuncDecl) {
	name, ok := strings.CutPrefix(d.Name.Name, "compute")
	if !ok || name == "" || w.byHand[recv+"."+name] || d.Type.Results == nil {
		return
	}
	fmt.Fprintf(&w.b, "func (*%s) %s() %s { panic(0) }\n", recv, name, w.text(f, d.Type.Results.Pos(), d.Type.Results.End()))
}

// text is the source between two positions of f, on one line's worth of declarations.
func (w *stubWriter) text(f *File, from, to token.Pos) string {
	tf := w.res.Fset.File(f.Syntax.FileStart)
	if tf == nil || from < f.Syntax.FileStart || to > f.Syntax.FileEnd || from > to {
		return ""
	}
	return string(f.Src[tf.Offset(from):min(tf.Offset(to), len(f.Src))])
}
