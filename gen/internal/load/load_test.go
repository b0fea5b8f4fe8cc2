package load_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sigen-dev/sigen/gen/gentest"
	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/load"
)

// module writes a module example.com that uses this repository's runtime.
func module(t *testing.T, files string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	repo, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	m := gentest.Module{Files: map[string]string{}}
	for _, f := range txtar.Parse([]byte(files)).Files {
		m.Files[f.Name] = string(f.Data)
	}
	if err := m.Write(dir, repo); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

func mustLoad(t *testing.T, cfg load.Config) (*load.Result, []diag.Diagnostic) {
	t.Helper()
	r, ds, err := load.Load(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return r, ds
}

// noErrors fails for every type error in handwritten code.
func noErrors(t *testing.T, r *load.Result) {
	t.Helper()
	for _, p := range r.SourcePackages() {
		for _, e := range p.Errors {
			t.Errorf("%s: %v", p.Path, e)
		}
	}
}

const shop = `
-- shop/shop.go --
package shop

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// AddParams names an item.
type AddParams struct{ Item string }

//sig:contract
type API interface {
	//sig:runnable
	Add(ctx context.Context, p AddParams) (int, error)
}

//sig:component name=cart scope=tenant
//sig:provides API
type Cart struct {
	sig.Instance
	Region string ` + "`sig:\"prop\"`" + `
	Count  sig.Signal[int]
	Other  APIClient ` + "`sig:\"requires,optional\"`" + `
}

//sig:computed
func (c *Cart) computeTotal() (int, error) { return c.Count.Get(), nil }

func (c *Cart) Add(ctx context.Context, p AddParams) (int, error) { return c.Total() }

//sig:component name=clock scope=shared
type Clock struct{ sig.Instance }

//sig:runnable
func (c *Clock) Now(ctx context.Context) (Time, error) { return Time{}, nil }

// Time is a result.
type Time struct{ Unix int64 }
-- app/main.go --
package main

import (
	"context"

	"example.com/shop"
	sig "github.com/sigen-dev/sigen/runtime"
)

func main() {
	ctx := context.Background()
	k := sig.New()
	_ = k.Discover(shop.CartFactory, shop.ClockFactory)
	ref, err := shop.InstantiateCart(k, "a", shop.CartProps{Target: "acme", Region: "eu"})
	_, _ = ref.Name(), err
	n, err := shop.NewAPIClient(k).Target("acme").Add(ctx, shop.AddParams{Item: "x"})
	var _ int = n
	now, err := shop.NewClockClient(k).Now(ctx)
	var _ int64 = now.Unix
	api, err := sig.Require(k, shop.APIContract)
	_, _ = api.Add(ctx, shop.AddParams{})
	var _ shop.APIAdminClient
}
`

// What user code refers to and sigen has not written yet must type-check, in the
// package itself and in those that import it.
func TestHandwrittenCodeMayUseWhatIsNotGeneratedYet(t *testing.T) {
	r, ds := mustLoad(t, load.Config{Dir: module(t, shop), Patterns: []string{"./..."}})
	for _, d := range ds {
		t.Errorf("%+v", d)
	}
	noErrors(t, r)
}

// A generated file that names what is gone, imports what is gone, or is half written, counts for its package clause only.
func TestOutputCountsForItsPackageClauseOnly(t *testing.T) {
	dir := module(t, shop)
	for name, text := range map[string]string{
		"stale":       load.Header + "\n\npackage shop\n\nvar _ Deleted\n\nfunc NewAPIClient() {}\n",
		"gone import": load.Header + "\n\npackage shop\n\nimport _ \"example.com/gone\"\n",
		"half":        load.Header + "\n\npackage shop\n\nfunc broken( {\n",
		"cycle":       load.Header + "\n\npackage shop\n\nimport _ \"example.com/app\"\n",
	} {
		t.Run(name, func(t *testing.T) {
			write(t, filepath.Join(dir, "shop", load.GeneratedFile), text)
			r, ds := mustLoad(t, load.Config{Dir: dir, Patterns: []string{"./..."}})
			for _, d := range ds {
				t.Errorf("%+v", d)
			}
			noErrors(t, r)
			if out := r.Source("example.com/shop").Outputs; len(out) != 1 || filepath.Base(out[0]) != load.GeneratedFile {
				t.Errorf("outputs are %q", out)
			}
		})
	}
}

// What is broken in packages without directives, and outside of declarations with one, is data.
func TestBrokenCodeElsewhereSurvives(t *testing.T) {
	r, ds := mustLoad(t, load.Config{Dir: module(t, shop+`
-- broken/syntax.go --
package broken

func f( {
-- typeerr/t.go --
package typeerr

var x int = "text"
-- shop/extra.go --
package shop

func extra() int { return undefined }
`), Patterns: []string{"./..."}})
	if len(ds) > 0 {
		t.Errorf("diagnostics: %+v", ds)
	}
	if len(r.Source("example.com/typeerr").Errors) != 1 || len(r.Source("example.com/shop").Errors) != 1 {
		t.Error("type errors have to be kept as data")
	}
}

func TestBuildConstraints(t *testing.T) {
	dir := module(t, `
-- a/a.go --
package a
-- a/ignored.go --
//go:build ignore

package main

//sig:nonsense
type T struct{}
-- a/tagged.go --
//go:build special

package a

//sig:nonsense
type T struct{}
`)
	if _, ds := mustLoad(t, load.Config{Dir: dir, Patterns: []string{"./a"}}); len(ds) > 0 {
		t.Errorf("excluded files were read: %+v", ds)
	}
	if _, ds := mustLoad(t, load.Config{Dir: dir, Patterns: []string{"./a"}, Tags: []string{"special"}}); len(ds) != 1 {
		t.Errorf("with its tag, the file gives %+v, want one diagnostic", ds)
	}
}

func TestOverlayReplacesAndAdds(t *testing.T) {
	dir := module(t, "-- a/a.go --\npackage a\n")
	overlay := map[string][]byte{
		filepath.Join(dir, "a", "a.go"): []byte("package a\n\n//sig:nonsense\ntype T struct{}\n"),
		filepath.Join(dir, "a", "b.go"): []byte("package a\n\n//sig:nonsense\ntype U struct{}\n"),
	}
	if _, ds := mustLoad(t, load.Config{Dir: dir, Patterns: []string{"./a"}, Overlay: overlay}); len(ds) != 2 {
		t.Errorf("got %+v, want one diagnostic in each file", ds)
	}
}

// A pattern that matches nothing is not success, and a package of another module is not ours to write into.
func TestPatternsThatCannotBeServed(t *testing.T) {
	dir := module(t, "-- a/a.go --\npackage a\n-- empty/readme.txt --\n")
	for _, pattern := range []string{"./nowhere", "./empty", "./empty/...", "example.com/nowhere"} {
		if _, _, err := load.Load(t.Context(), load.Config{Dir: dir, Patterns: []string{pattern}}); !errors.Is(err, load.ErrNoPackages) {
			t.Errorf("%s: %v, want ErrNoPackages", pattern, err)
		}
	}
	if _, _, err := load.Load(t.Context(), load.Config{Dir: dir, Patterns: []string{"strings"}}); err == nil || !strings.Contains(err.Error(), "another module") {
		t.Errorf("strings: %v", err)
	}
	if _, _, err := load.Load(t.Context(), load.Config{Dir: filepath.Join(dir, "missing")}); err == nil {
		t.Error("a missing directory is no error")
	}
}

func TestCancelledLoadEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := load.Load(ctx, load.Config{Dir: module(t, "-- a/a.go --\npackage a\n"), Patterns: []string{"./..."}}); err == nil {
		t.Error("a cancelled load reports no error")
	}
}

// A directive of another module's package is found through its source.
func TestExternalDirectives(t *testing.T) {
	dir := module(t, `
-- a/a.go --
package a

import _ "github.com/sigen-dev/sigen/runtime/provider/sqldb"
`)
	r, _ := mustLoad(t, load.Config{Dir: dir, Patterns: []string{"./..."}})
	p := r.External("github.com/sigen-dev/sigen/runtime/provider/sqldb")
	if p == nil {
		t.Fatal("the provider's package has directives, but none were found")
	}
	marks := 0
	for _, f := range p.Files {
		marks += len(f.Marks)
	}
	if marks == 0 || p.Predicted["ProviderFactory"].Kind != load.PredictedFactory {
		t.Errorf("%d marks, predicted %v", marks, p.Predicted)
	}
	if r.External("fmt") != nil || r.External("example.com/a") != nil {
		t.Error("only packages of other modules with directives are external")
	}
}

// Modules of one workspace are all main modules.
func TestWorkspace(t *testing.T) {
	dir := module(t, "-- a/a.go --\npackage a\n\nimport _ \"example.org/b\"\n")
	write(t, filepath.Join(dir, "b", "go.mod"), "module example.org/b\n\ngo 1.26\n")
	write(t, filepath.Join(dir, "b", "b.go"), "package b\n\n//sig:event topic=x\ntype E struct{ N int }\n")
	repo, _ := filepath.Abs(filepath.Join("..", "..", ".."))
	write(t, filepath.Join(dir, "go.work"), "go 1.26.0\n\nuse .\nuse ./b\nuse "+repo+"\n")
	r, _ := mustLoad(t, load.Config{Dir: dir, Patterns: []string{"./a"}, Env: append(os.Environ(), "GOWORK="+filepath.Join(dir, "go.work"))})
	if b := r.Source("example.org/b"); b == nil || !b.Annotated() {
		t.Errorf("the other module's package is %v", b)
	}
	if !slices.ContainsFunc(r.Packages, func(p *load.Package) bool { return p.Path == "example.com/a" }) {
		t.Error("the named package is missing")
	}
}

// The type checker of Go panics at some sources; that is a mistake of one package, told at its place.
func TestTheTypeCheckerPanics(t *testing.T) {
	dir := module(t, "-- a/a.go --\npackage a\n\ntype List[T any] []T\n\ntype (\n\tOther = Of[int]\n\tOf[T Of[int]] = List[T]\n)\n\ntype P struct{ Of Of[int] }\n-- b/b.go --\npackage b\n\nimport _ \"example.com/a\"\n\nvar N int\n")
	r, _ := mustLoad(t, load.Config{Dir: dir, Patterns: []string{"./..."}})
	for _, p := range r.Packages {
		if p.Types == nil || p.Types.Path() != p.Path {
			t.Errorf("package %s has the types %v", p.Path, p.Types)
		}
		if p.Path == "example.com/a" && p.Endless == nil && len(p.Errors) == 0 {
			t.Error("nothing is said of a package that is no Go")
		}
	}
}
