package resolve_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/gen/gentest"
	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/resolve"
)

const readsHead = `package shop

import (
	"context"
	"slices"
	"time"

	"example.com/help"
	sig "github.com/sigen-dev/sigen/runtime"
)

var _ = slices.Sort[[]int]
var _ = time.Second
var _ = help.Twice

//sig:config prefix=shop
type Settings struct {
	Plan  string
	Limit int
}

//sig:component name=cart scope=tenant
type Cart struct {
	sig.Instance
	Settings sig.Settings[Settings] ` + "`sig:\"requires\"`" + `
	Config   sig.Config             ` + "`sig:\"requires\"`" + `
	Creds    sig.Credentials        ` + "`sig:\"requires\"`" + `
	Store    sig.Storage            ` + "`sig:\"requires\"`" + `
	A, B, C  sig.Signal[int]
	fixed    int
}

func (c *Cart) viaMethod() int { return c.A.Get() + c.deeper(3) }
func (c *Cart) deeper(n int) int {
	if n == 0 {
		return c.B.Get()
	}
	return c.deeper(n - 1)
}
func (c *Cart) self() *Cart               { return c }
func (c *Cart) signal() *sig.Signal[int]  { return &c.C }
func read(s *sig.Signal[int]) int         { return s.Get() }
func plan(s sig.Settings[Settings]) string { return s.Get().Plan }
func pick[T any](a, b T) T                { return a }
func sum(c *Cart) int                     { return c.A.Get() + c.B.Get() }

//sig:computed
func (c *Cart) computeBase() int { return c.A.Get() }

//sig:activate
func (c *Cart) open(ctx context.Context) error { return nil }
`

const help = `package help

import sig "github.com/sigen-dev/sigen/runtime"

// Twice reads a signal of somebody else's component.
func Twice(s *sig.Signal[int]) int { return 2 * s.Get() }
`

// TestReads pins what the analysis finds, in the order of first read.
func TestReads(t *testing.T) {
	cases := []struct{ name, body, want string }{
		{"direct", "return c.A.Get()", "A"},
		{"once", "return c.A.Get() + c.A.Get()", "A"},
		{"settings and config", `return len(c.Settings.Get().Plan) + c.Config.Int("x", 1)`, "Settings Config"},
		{"credentials", `s, _ := c.Creds.Get(context.Background(), "k"); return len(s.Reveal())`, "Creds"},
		{"accessor", "return c.Base()", "computeBase"},
		{"compute method", "return c.computeBase()", "computeBase"},
		{"some path only", "if c.fixed > 0 { return c.A.Get() }; return c.B.Get()", "A B"},
		{"short circuit", "if c.A.Get() > 0 && c.B.Get() > 0 { return 1 }; return 0", "A B"},
		{"loop", "n := 0; for i := range c.A.Get() { n += i * c.B.Get() }; return n", "A B"},
		{"switch", "switch { case c.fixed > 1: return c.A.Get(); default: return c.C.Get() }", "A C"},
		{"local", "d := c; e := d; return e.A.Get()", "A"},
		{"copy of the struct", "d := *c; return d.fixed", ""},
		{"pointer to a signal", "s := &c.B; return s.Get()", "B"},
		{"either signal", "s := &c.A; if c.fixed > 0 { s = &c.B }; return s.Get()", "A B"},
		{"settings value", "s := c.Settings; return len(s.Get().Plan)", "Settings"},
		{"closure", "f := func() int { return c.A.Get() }; return f()", "A"},
		{"closure parameter", "f := func(d *Cart) int { return d.B.Get() }; return f(c)", "B"},
		{"called at once", "return func(s *sig.Signal[int]) int { return s.Get() }(&c.C)", "C"},
		{"callback of another module", "x := []int{1}; slices.SortFunc(x, func(a, b int) int { return c.A.Get() }); return 0", "A"},
		{"deferred", "defer func() { _ = c.A.Get() }(); return c.B.Get()", "A B"},
		{"method value", "f := c.A.Get; return f()", "A"},
		{"method value of a helper", "f := c.viaMethod; return f()", "A B"},
		{"accessor as a value", "f := c.Base; return f()", "computeBase"},
		{"helper method", "return c.viaMethod()", "A B"},
		{"method expression", "return (*Cart).viaMethod(c)", "A B"},
		{"returned receiver", "return c.self().self().A.Get()", "A"},
		{"returned signal", "return c.signal().Get()", "C"},
		{"function with the receiver", "return sum(c)", "A B"},
		{"function with a signal", "return read(&c.B)", "B"},
		{"function with settings", "return len(plan(c.Settings))", "Settings"},
		{"function of another package", "return help.Twice(&c.A)", "A"},
		{"generic function", "return pick(&c.A, &c.B).Get()", "A"},
		{"type switch", "var x any = c; switch v := x.(type) { case *Cart: return v.A.Get() }; return 0", "A"},
		{"type assertion", "var x any = c; return x.(*Cart).B.Get()", "B"},
		{"nothing reactive", "return c.fixed + len(c.Name()) + len(c.Target())", ""},
		{"io is no read", `d, _ := c.Store.Get(context.Background(), "k"); return len(d)`, ""},
	}
	var src strings.Builder
	src.WriteString(readsHead)
	for i, c := range cases {
		fmt.Fprintf(&src, "\n//sig:computed\nfunc (c *Cart) computeCase%d() int { %s }\n", i, c.body)
	}
	pkg := resolvePackage(t, "shop", map[string]string{"shop/shop.go": src.String(), "help/help.go": help})
	byName := map[string]*model.Computed{}
	for _, c := range pkg.Components[0].Computed {
		byName[c.GoName] = c
	}
	for i, c := range cases {
		comp := byName[fmt.Sprintf("computeCase%d", i)]
		if comp == nil {
			t.Errorf("%s: no computed", c.name)
			continue
		}
		var got []string
		for _, r := range comp.Reads {
			got = append(got, r.Name)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: reads %q, want %q", c.name, s, c.want)
		}
	}
	order := map[string]int{}
	for i, c := range pkg.Components[0].Computed {
		order[c.GoName] = i
		for _, r := range c.Reads {
			if _, before := order[r.Name]; r.Kind == model.SourceComputed && !before {
				t.Errorf("%s stands before %s, which it reads", c.GoName, r.Name)
			}
		}
	}
}

// resolvePackage resolves example.com/<name> of a module with the given files, which must be without mistakes.
func resolvePackage(t *testing.T, name string, files map[string]string) *model.Package {
	t.Helper()
	dir := t.TempDir()
	repo, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if err := gentest.WriteModule(dir, repo); err != nil {
		t.Fatal(err)
	}
	for file, text := range files {
		file = filepath.Join(dir, file)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, ds, err := load.Load(t.Context(), load.Config{Dir: dir, Patterns: []string{"./..."}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.SourcePackages() {
		for _, e := range p.Errors {
			t.Error(e)
		}
	}
	prog, more := resolve.Resolve(r)
	for _, d := range append(ds, more...) {
		t.Errorf("%d:%d: %s: %s", d.Pos.Line, d.Pos.Column, d.Code, d.Text)
	}
	i := slices.IndexFunc(prog.Packages, func(p *model.Package) bool { return p.Path == "example.com/"+name })
	if i < 0 {
		t.Fatalf("%s is not among the packages", name)
	}
	return prog.Packages[i]
}
