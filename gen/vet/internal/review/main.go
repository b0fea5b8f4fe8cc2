// Command review lists what whoever reviews packages of another module for benign.txt has to look at: each
// package-level variable that something but initialisation writes or hands on, with the functions that do; the
// goroutines; what goes around the handles; and the methods that are called through interfaces. It decides nothing.
//
//	go run ./gen/vet/internal/review PACKAGE...
//
// Packages of the same modules that these import are listed too: their bodies run as part of them.
package main

import (
	"fmt"
	"go/types"
	"log"
	"maps"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("review: ")
	if len(os.Args) < 2 {
		log.Fatal("usage: review PACKAGE...")
	}
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule}, os.Args[1:]...)
	if err != nil {
		log.Fatal(err)
	}
	if packages.PrintErrors(loaded) > 0 {
		os.Exit(1)
	}
	modules := map[string]bool{}
	for _, p := range loaded {
		if p.Module != nil {
			modules[p.Module.Path] = true
		}
	}
	prog, _ := ssautil.AllPackages(loaded, 0)
	prog.Build()
	funcs := ssautil.AllFunctions(prog)
	packages.Visit(loaded, nil, func(p *packages.Package) {
		if p.Module == nil || !modules[p.Module.Path] {
			return
		}
		fmt.Printf("%s\n", p.PkgPath)
		l := &lister{pkg: prog.Package(p.Types), prog: prog, vars: map[string]map[string]bool{}, other: map[string]bool{}, calls: map[string]bool{}}
		for f := range funcs {
			if f.Pkg == l.pkg {
				l.function(f)
			}
		}
		l.print()
	})
}

// A lister collects what one package does.
type lister struct {
	pkg   *ssa.Package
	prog  *ssa.Program
	vars  map[string]map[string]bool // variable to what is done to it
	other map[string]bool
	calls map[string]bool // exported methods called through interfaces
}

func (l *lister) function(f *ssa.Function) {
	top := f
	for top.Parent() != nil {
		top = top.Parent()
	}
	starts := top.Name() == "init" || strings.HasPrefix(top.Name(), "init#")
	for _, b := range f.Blocks {
		for _, in := range b.Instrs {
			if _, ok := in.(*ssa.Go); ok {
				l.other["starts a goroutine in "+f.String()] = true
			}
			if starts {
				continue
			}
			switch in := in.(type) {
			case *ssa.Store:
				l.done(in.Addr, "written in "+f.String())
				if g := variable(in.Val); g != nil && g != variable(in.Addr) {
					l.done(in.Val, "kept by "+f.String())
				}
			case *ssa.MapUpdate:
				l.done(in.Map, "put into in "+f.String())
			case *ssa.Send:
				l.done(in.Chan, "sent to in "+f.String())
			case *ssa.Return:
				for _, r := range in.Results {
					if leads(r.Type()) {
						l.done(r, "returned by "+f.String())
					}
				}
			case ssa.CallInstruction:
				l.call(f, in.Common())
			}
		}
	}
	if f.Blocks == nil && f.Synthetic == "" {
		l.other["has no body: "+f.String()] = true
	}
}

func (l *lister) call(f *ssa.Function, c *ssa.CallCommon) {
	name := "a function value"
	if b, ok := c.Value.(*ssa.Builtin); ok {
		name = b.Name()
	}
	switch g := c.StaticCallee(); {
	case c.IsInvoke():
		if c.Method.Exported() {
			l.calls[c.Method.Name()] = true
		}
		name = "method " + c.Method.Name() + " of " + c.Value.Type().String()
		l.done(c.Value, name+" called in "+f.String())
	case g != nil:
		name = g.String()
		if obj, ok := g.Object().(*types.Func); ok && obj.Pkg() != nil {
			if class := std.Load().Denied(obj.Pkg().Path(), obj.FullName()); class != "" && class != "language" {
				l.other[fmt.Sprintf("%s: %s in %s", class, obj.FullName(), f)] = true
			}
		}
	}
	for _, a := range c.Args {
		if leads(a.Type()) {
			l.done(a, "given to "+name+" in "+f.String())
		}
	}
}

// done notes what is done to the variable that v comes from.
func (l *lister) done(v ssa.Value, what string) {
	g := variable(v)
	if g == nil || g.Pkg == nil || strings.HasPrefix(g.Name(), "init$") {
		return
	}
	name := g.Pkg.Pkg.Path() + "." + g.Name() + " " + g.Type().(*types.Pointer).Elem().String()
	if l.vars[name] == nil {
		l.vars[name] = map[string]bool{}
	}
	l.vars[name][what] = true
}

// variable is the package-level variable that a value is the address of, lies in, or was read from.
func variable(v ssa.Value) *ssa.Global {
	for {
		switch x := v.(type) {
		case *ssa.Global:
			return x
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.IndexAddr:
			v = x.X
		case *ssa.Field:
			v = x.X
		case *ssa.Index:
			v = x.X
		case *ssa.UnOp:
			v = x.X
		case *ssa.Slice:
			v = x.X
		case *ssa.Lookup:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		default:
			return nil
		}
	}
}

// leads reports whether a value of a type leads to memory.
func leads(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	case *types.Struct:
		for f := range u.Fields() {
			if leads(f.Type()) {
				return true
			}
		}
		return false
	case *types.Array:
		return leads(u.Elem())
	}
	return true
}

func (l *lister) print() {
	for _, name := range slices.Sorted(maps.Keys(l.vars)) {
		fmt.Printf("\t%s\n", name)
		for _, what := range slices.Sorted(maps.Keys(l.vars[name])) {
			fmt.Printf("\t\t%s\n", what)
		}
	}
	for _, what := range slices.Sorted(maps.Keys(l.other)) {
		fmt.Printf("\t%s\n", what)
	}
	if len(l.calls) > 0 {
		fmt.Printf("\tcalls methods %s\n", strings.Join(slices.Sorted(maps.Keys(l.calls)), " "))
	}
}
