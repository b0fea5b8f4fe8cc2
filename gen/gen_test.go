package gen_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/gen"
	"github.com/sigen-dev/sigen/gen/gentest"
)

// repo is the root of this module.
func repo(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// module writes files into a new module that replaces sigen by this one.
func module(t testing.TB, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := (gentest.Module{Path: "example.com/shop", Files: files}).Write(dir, repo(t)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// offline is the environment of the go command without a network.
func offline() []string {
	return append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
}

func run(t testing.TB, dir string) *gen.Result {
	t.Helper()
	r, err := gen.Run(context.Background(), gen.Config{Dir: dir, Patterns: []string{"./..."}, Env: offline()})
	if err != nil {
		t.Fatal(err)
	}
	if r.Failed() {
		var b strings.Builder
		_ = r.Print(&b)
		t.Fatal(b.String())
	}
	return r
}

func goBuild(t testing.TB, dir string) {
	t.Helper()
	cmd := exec.Command("go", "build", "-o", os.DevNull, "./...")
	cmd.Dir, cmd.Env = dir, offline()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
}

// shop is a module whose handwritten code refers to every kind of generated name.
var shop = map[string]string{
	"main.go": `package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"

	"example.com/shop/cart"
	"example.com/shop/stock"
)

func main() {
	k := sig.New()
	_ = k.Discover(cart.CartFactory, stock.MemoryFactory)
	_, _ = cart.InstantiateCart(k, "a", cart.CartProps{Target: "acme", Region: "eu"})
	var c stock.StockClient = stock.NewStockClient(k).Target("acme")
	_, _ = c.Count(context.Background(), stock.CountParams{})
	_, _ = sig.Require(k, stock.StockContract)
	_ = cart.NewCartClient(k).Target("acme").Add(context.Background(), cart.Line{})
}
`,
	"cart/cart.go": `package cart

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"

	"example.com/shop/stock"
)

// Line is a line.
type Line struct {
	SKU string ` + "`json:\"sku\"`" + `
}

// Cart is a cart.
//
//sig:component name=cart scope=tenant
type Cart struct {
	sig.Instance
	Stock  stock.StockClient ` + "`sig:\"requires\"`" + `
	Region string            ` + "`sig:\"prop,default=eu\"`" + `
	Lines  sig.Signal[int]
}

//sig:computed
func (c *Cart) computeDouble() int { return c.Lines.Get() * 2 }

//sig:effect
func (c *Cart) follow(ctx context.Context) error {
	_ = c.Double()
	return nil
}

//sig:runnable
func (c *Cart) Add(ctx context.Context, l Line) error {
	_, err := c.Stock.Count(ctx, stock.CountParams{SKU: l.SKU})
	return err
}
`,
	"stock/stock.go": `package stock

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// CountParams are params.
type CountParams struct {
	SKU string ` + "`json:\"sku\"`" + `
}

// CountResult is a result.
type CountResult struct {
	N int ` + "`json:\"n\"`" + `
}

// Stock counts.
//
//sig:contract name=stock
type Stock interface {
	//sig:runnable
	Count(ctx context.Context, p CountParams) (CountResult, error)
}

// Memory is a stock.
//
//sig:component name=memory-stock scope=tenant
//sig:provides Stock
type Memory struct {
	sig.Instance
}

// Count counts.
func (m *Memory) Count(ctx context.Context, p CountParams) (CountResult, error) {
	return CountResult{1}, nil
}
`,
}

// TestFromNothing: handwritten code that refers to generated names is no obstacle
// to generating them, and deleting the files and running again restores every byte.
func TestFromNothing(t *testing.T) {
	dir := module(t, shop)
	r := run(t, dir)
	if !r.Stale() || len(r.Files) != 2 {
		t.Fatalf("%d files, stale %t; want those of cart and stock", len(r.Files), r.Stale())
	}
	if err := r.Write(); err != nil {
		t.Fatal(err)
	}
	goBuild(t, dir)
	first := generated(t, dir)

	again := run(t, dir)
	if again.Stale() || again.Diff() != "" {
		t.Errorf("a second run changes:\n%s", again.Diff())
	}
	for name := range first {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	restored := run(t, dir)
	if err := restored.Write(); err != nil {
		t.Fatal(err)
	}
	for name, want := range first {
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not restored byte for byte: %v", name, err)
		}
	}
	// What is generated for a package does not depend on who else is looked at.
	alone, err := gen.Run(context.Background(), gen.Config{Dir: dir, Patterns: []string{"./cart"}, Env: offline()})
	if err != nil || alone.Stale() || len(alone.Files) != 1 {
		t.Errorf("cart alone: %v\n%s", err, alone.Diff())
	}
}

// generated reads the generated files below dir.
func generated(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, "_gen.go") {
			found[name], err = os.ReadFile(name)
		}
		return err
	})
	if err != nil || len(found) == 0 {
		t.Fatal("no generated files", err)
	}
	return found
}

// TestBrokenOutputIsNoObstacle: a generated file may be half, stale, or name what is gone.
func TestBrokenOutputIsNoObstacle(t *testing.T) {
	dir := module(t, shop)
	if err := run(t, dir).Write(); err != nil {
		t.Fatal(err)
	}
	want := generated(t, dir)
	name := filepath.Join(dir, "stock", "sig_gen.go")
	for _, text := range []string{
		"// Code generated by sigen. DO NOT EDIT.\n\npackage stock\n\nfunc (",
		"// Code generated by sigen. DO NOT EDIT.\n\npackage stock\n\nvar MemoryFactory = Gone{}\n",
		"// Code generated by sigen. DO NOT EDIT.\n\npackage stock\n\nimport _ \"example.com/shop/gone\"\n",
	} {
		write(t, name, text)
		r := run(t, dir)
		if err := r.Write(); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want[name]) {
			t.Errorf("after %q: not restored, %v", text, err)
		}
	}
}

func TestStaleFileGoesWithItsDirectives(t *testing.T) {
	dir := module(t, shop)
	if err := run(t, dir).Write(); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "stock", "stock.go"), "package stock\n")
	write(t, filepath.Join(dir, "cart", "cart.go"), "package cart\n")
	write(t, filepath.Join(dir, "main.go"), "package main\n\nfunc main() {}\n")
	r := run(t, dir)
	if !strings.Contains(r.Diff(), "+++ /dev/null") {
		t.Errorf("the diff does not remove:\n%s", r.Diff())
	}
	if err := r.Write(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"stock/sig_gen.go", "cart/sig_gen.go"} {
		if _, err := os.Stat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there", name)
		}
	}
}

func TestMistakesWriteNothing(t *testing.T) {
	files := map[string]string{"stock/stock.go": strings.Replace(shop["stock/stock.go"], "scope=tenant", "scope=tenent", 1)}
	dir := module(t, files)
	r, err := gen.Run(context.Background(), gen.Config{Dir: dir, Patterns: []string{"./..."}, Env: offline()})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Failed() || len(r.Files) != 0 || r.Stale() {
		t.Errorf("failed %t, %d files, stale %t", r.Failed(), len(r.Files), r.Stale())
	}
	if err := r.Write(); !errors.Is(err, gen.ErrFindings) {
		t.Errorf("Write: %v, want ErrFindings", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "stock", "sig_gen.go")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("something was written")
	}
}

func TestForeignFileIsNeverTouched(t *testing.T) {
	dir := module(t, map[string]string{"stock/stock.go": shop["stock/stock.go"], "stock/sig_gen.go": "package stock\n\n// mine\n"})
	r, err := gen.Run(context.Background(), gen.Config{Dir: dir, Patterns: []string{"./..."}, Env: offline()})
	if err == nil && !r.Failed() {
		t.Error("a foreign sig_gen.go is no mistake")
	}
	if got, err := os.ReadFile(filepath.Join(dir, "stock", "sig_gen.go")); err != nil || !strings.Contains(string(got), "mine") {
		t.Errorf("it is %q, %v", got, err)
	}
}

func TestEqualFilesKeepTheirTime(t *testing.T) {
	dir := module(t, map[string]string{"stock/stock.go": shop["stock/stock.go"]})
	if err := run(t, dir).Write(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "stock", "sig_gen.go")
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	if err := os.Chtimes(name, old, old); err != nil {
		t.Fatal(err)
	}
	if err := run(t, dir).Write(); err != nil {
		t.Fatal(err)
	}
	if st, err := os.Stat(name); err != nil || !st.ModTime().Equal(old) {
		t.Errorf("it was written again: %v", err)
	}
}

// TestPatternsThatMatchNothing: the error says of what nothing was found, with a cache too.
func TestPatternsThatMatchNothing(t *testing.T) {
	dir, empty := module(t, map[string]string{"stock/stock.go": shop["stock/stock.go"]}), t.TempDir()
	for _, c := range []struct{ dir, pattern, want string }{
		{dir, "./nowhere", "nowhere"},
		{dir, "./nowhere/...", "nowhere"},
		{dir, "example.com/other/...", "example.com/other/..."},
		{empty, "./...", "no go.mod in " + empty},
		{empty, ".", "no go.mod in " + empty},
	} {
		for _, cache := range []string{"", t.TempDir()} {
			_, err := gen.Run(context.Background(), gen.Config{Dir: c.dir, Patterns: []string{c.pattern}, Env: offline(), Cache: cache})
			if err == nil || !strings.Contains(err.Error(), "match no package") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s in %s: %v", c.pattern, c.dir, err)
			}
		}
	}
}

func TestCancelledRunWritesNothing(t *testing.T) {
	dir := module(t, map[string]string{"stock/stock.go": shop["stock/stock.go"]})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := gen.Run(ctx, gen.Config{Dir: dir, Patterns: []string{"./..."}, Env: offline()}); err == nil {
		t.Error("no error")
	}
}

// TestMarkedTestdata: "./..." leaves test data alone, unless a file asks for it.
func TestMarkedTestdata(t *testing.T) {
	wrong := strings.Replace(shop["stock/stock.go"], "scope=tenant", "scope=tenent", 1)
	dir := module(t, map[string]string{
		"doc.go":                            "package shop\n",
		"testdata/ok/stock/stock.go":        shop["stock/stock.go"],
		"testdata/ok/.sigen":                "",
		"testdata/wrong/stock.go":           wrong,
		"sub/testdata/ok/nested/stock.go":   strings.ReplaceAll(shop["stock/stock.go"], "name=", "name=n"),
		"sub/testdata/ok/nested/.sigen":     "",
		"other/testdata/ok/go.mod":          "module other\n",
		"other/testdata/ok/stock/.sigen":    "",
		"other/testdata/ok/stock/broken.go": wrong,
	})
	r := run(t, dir)
	var got []string
	for _, f := range r.Files {
		rel, err := filepath.Rel(dir, f.Path)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, filepath.ToSlash(rel))
	}
	if want := []string{"sub/testdata/ok/nested/sig_gen.go", "testdata/ok/stock/sig_gen.go"}; !slices.Equal(got, want) {
		t.Errorf("generated %v, want %v", got, want)
	}
}
