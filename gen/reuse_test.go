package gen_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/gen"
)

// A cached is a module with a cache of its own.
type cached struct {
	dir, cache string
	cfg        gen.Config
}

func newCached(t *testing.T, files map[string]string) *cached {
	t.Helper()
	c := &cached{dir: module(t, files), cache: t.TempDir()}
	c.cfg = gen.Config{Dir: c.dir, Patterns: []string{"./..."}, Env: offline(), Cache: c.cache}
	return c
}

// settle makes every file of the module old enough that a cache may go by its times.
func (c *cached) settle() { time.Sleep(20 * time.Millisecond) }

// run generates, writes, and says whether the go command was asked and whether the answer was known.
func (c *cached) run(t *testing.T) (listed, known bool) {
	t.Helper()
	c.settle()
	r, err := gen.Run(context.Background(), c.cfg)
	if err != nil {
		t.Fatal(err)
	}
	if r.Failed() {
		var b strings.Builder
		_ = r.Print(&b)
		t.Fatal(b.String())
	}
	known = true
	for _, p := range r.Phases {
		listed = listed || p.Name == "list"
		known = known && p.Name != "resolve"
	}
	if err := r.Write(); err != nil {
		t.Fatal(err)
	}
	return listed, known
}

// fresh fails when what lies on the disk is not what a run without a cache would make, or says.
func (c *cached) fresh(t *testing.T) {
	t.Helper()
	cfg := c.cfg
	cfg.Cache = ""
	want, err := gen.Run(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if want.Stale() {
		t.Errorf("a stale answer was given:\n%s", want.Diff())
	}
	got, err := gen.Run(context.Background(), c.cfg)
	if err != nil {
		t.Fatal(err)
	}
	var a, b strings.Builder
	_, _ = want.Print(&a), got.Print(&b)
	if a.String() != b.String() || len(want.Files) != len(got.Files) {
		t.Errorf("with a cache:\n%s%d files, without:\n%s%d files", b.String(), len(got.Files), a.String(), len(want.Files))
	}
	for i := range min(len(want.Files), len(got.Files)) {
		if want.Files[i].Path != got.Files[i].Path || !bytes.Equal(want.Files[i].Data, got.Files[i].Data) {
			t.Errorf("%s differs with a cache", want.Files[i].Path)
		}
	}
}

// TestKnownAnswer: what has not changed is not looked at again, and an edit of one
// package is answered without the go command.
func TestKnownAnswer(t *testing.T) {
	c := newCached(t, shop)
	if listed, _ := c.run(t); !listed {
		t.Fatal("the first run did not ask the go command")
	}
	for _, pathsOnly := range []bool{false, true} {
		c.cfg.PathsOnly = pathsOnly
		if listed, known := c.run(t); listed || !known {
			t.Errorf("unchanged, paths only %t: listed %t, known %t", pathsOnly, listed, known)
		}
	}
	c.cfg.PathsOnly = false
	stock := filepath.Join(c.dir, "stock", "stock.go")
	write(t, stock, strings.Replace(shop["stock/stock.go"], "N int `json:\"n\"`", "N int `json:\"number\"`", 1))
	if listed, known := c.run(t); listed || known {
		t.Errorf("one package changed: listed %t, known %t", listed, known)
	}
	c.fresh(t)
	write(t, stock, shop["stock/stock.go"])
	if listed, known := c.run(t); listed || !known {
		// Every unit is in the store: nothing is resolved anew, though the phase has a name.
		t.Logf("changed back: listed %t, known %t", listed, known)
	}
	c.fresh(t)
}

// TestNeverStale: every kind of change reaches the answer.
func TestNeverStale(t *testing.T) {
	type step struct {
		name   string
		change func(t *testing.T, c *cached)
	}
	edit := func(name, old, new string) func(t *testing.T, c *cached) {
		return func(t *testing.T, c *cached) {
			path := filepath.Join(c.dir, name)
			text, err := os.ReadFile(path)
			if err != nil || !strings.Contains(string(text), old) {
				t.Fatalf("%s has no %q: %v", name, old, err)
			}
			write(t, path, strings.Replace(string(text), old, new, 1))
		}
	}
	put := func(name, text string) func(t *testing.T, c *cached) {
		return func(t *testing.T, c *cached) { write(t, filepath.Join(c.dir, name), text) }
	}
	remove := func(name string) func(t *testing.T, c *cached) {
		return func(t *testing.T, c *cached) {
			if err := os.Remove(filepath.Join(c.dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	other := strings.NewReplacer("package stock", "package other", "name=stock", "name=other", "memory-stock", "memory-other").Replace(shop["stock/stock.go"])
	c := newCached(t, shop)
	c.run(t)
	for _, s := range []step{
		{"a changed file", edit("stock/stock.go", `json:"sku"`, `json:"article"`)},
		{"an added field in what others import", edit("stock/stock.go", "SKU string `json:\"article\"`", "SKU string `json:\"article\"`\n\tLot int `json:\"lot\"`")},
		{"a doc comment", edit("stock/stock.go", "// Memory is a stock.", "// Memory is another stock.")},
		{"an import", edit("stock/stock.go", "\t\"context\"\n", "\t\"context\"\n\t_ \"time\"\n")},
		{"an added file", put("stock/more.go", "package stock\n\nimport (\n\t\"context\"\n\n\tsig \"github.com/sigen-dev/sigen/runtime\"\n)\n\n//sig:component name=more scope=tenant\ntype More struct{ sig.Instance }\n\n//sig:runnable\nfunc (m *More) Do(ctx context.Context) error { return nil }\n")},
		{"a removed file", remove("stock/more.go")},
		{"an added package", put("other/other.go", other)},
		{"its removal", func(t *testing.T, c *cached) {
			if err := os.RemoveAll(filepath.Join(c.dir, "other")); err != nil {
				t.Fatal(err)
			}
		}},
		{"a deleted generated file", remove("stock/sig_gen.go")},
		{"an edited generated file", edit("cart/sig_gen.go", "Cart", "Kart")},
		{"a touched generated file", func(t *testing.T, c *cached) {
			now := time.Now()
			if err := os.Chtimes(filepath.Join(c.dir, "cart", "sig_gen.go"), now, now); err != nil {
				t.Fatal(err)
			}
		}},
		{"a generated file where none belongs", put("sig_gen.go", "// Code generated by sigen. DO NOT EDIT.\n\npackage main\n")},
		{"a test that declares a name", put("stock/stock_test.go", "package stock\n\nvar countParams = 1\n")},
		{"a time that was set back", func(t *testing.T, c *cached) {
			path := filepath.Join(c.dir, "stock", "stock.go")
			st, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			edit("stock/stock.go", "json:\"lot\"", "json:\"tol\"")(t, c)
			if err := os.Chtimes(path, st.ModTime(), st.ModTime()); err != nil {
				t.Fatal(err)
			}
		}},
		{"another Go version in go.mod", edit("go.mod", "go 1.26.0", "go 1.26.1")},
		{"test data that is marked", func(t *testing.T, c *cached) {
			put("testdata/ok/other.go", other)(t, c)
			put("testdata/ok/.sigen", "")(t, c)
		}},
		{"the mark's removal", remove("testdata/ok/.sigen")},
		{"a nested module", put("cart/go.mod", "module example.com/cart\n")},
		{"its end", remove("cart/go.mod")},
		{"directives that go", edit("stock/stock.go", "//sig:component name=memory-stock scope=tenant\n//sig:provides Stock\n", "")},
	} {
		t.Run(s.name, func(t *testing.T) {
			s.change(t, c)
			cfg := c.cfg
			cfg.Cache = ""
			// What a run without a cache cannot do, one with it cannot either.
			if r, err := gen.Run(context.Background(), cfg); err != nil || r.Failed() {
				c.settle()
				got, gotErr := gen.Run(context.Background(), c.cfg)
				if (err != nil) != (gotErr != nil) || err == nil && got.Failed() != r.Failed() {
					t.Errorf("without a cache: %v, with: %v", err, gotErr)
				}
				return
			}
			c.run(t)
			c.fresh(t)
		})
	}
}

// TestOtherEnvironment: build tags and what the go command reads from the environment are part of the question.
func TestOtherEnvironment(t *testing.T) {
	files := map[string]string{
		"stock/stock.go": shop["stock/stock.go"],
		"stock/linux.go": "//go:build linux\n\npackage stock\n\nimport (\n\t\"context\"\n\n\tsig \"github.com/sigen-dev/sigen/runtime\"\n)\n\n//sig:component name=linux scope=tenant\ntype Linux struct{ sig.Instance }\n\n//sig:runnable\nfunc (m *Linux) Do(ctx context.Context) error { return nil }\n",
	}
	c := newCached(t, files)
	plain := c.cfg
	for i, cfg := range []gen.Config{plain, {Env: append(offline(), "GOOS=darwin")}, {Tags: []string{"special"}}, {Env: append(offline(), "GOFLAGS=-mod=mod -tags=x")}, plain} {
		cfg.Dir, cfg.Patterns, cfg.Cache = c.dir, plain.Patterns, c.cache
		if cfg.Env == nil {
			cfg.Env = offline()
		}
		c.cfg = cfg
		if listed, _ := c.run(t); listed != (i < 4) {
			t.Errorf("%d: the go command was asked: %t", i, listed)
		}
		c.fresh(t)
	}
}

// TestOtherModules: what lies in a replaced module or in another one of the workspace counts.
func TestOtherModules(t *testing.T) {
	for _, kind := range []string{"replace", "workspace"} {
		t.Run(kind, func(t *testing.T) {
			c := newCached(t, map[string]string{
				"money/go.mod":   "module example.com/money\n\ngo 1.26.0\n",
				"money/money.go": "package money\n\n// Amount is one.\ntype Amount struct {\n\tCents int `json:\"cents\"`\n}\n",
				"pay/pay.go":     "package pay\n\nimport (\n\t\"context\"\n\n\t\"example.com/money\"\n\tsig \"github.com/sigen-dev/sigen/runtime\"\n)\n\n//sig:component name=pay scope=tenant\ntype Pay struct{ sig.Instance }\n\n// Params are.\ntype Params struct{ Amount money.Amount `json:\"amount\"` }\n\n//sig:runnable\nfunc (p *Pay) Pay(ctx context.Context, a Params) error { return nil }\n",
			})
			mod := filepath.Join(c.dir, "go.mod")
			text, err := os.ReadFile(mod)
			if err != nil {
				t.Fatal(err)
			}
			if kind == "replace" {
				write(t, mod, string(text)+"\nrequire example.com/money v0.0.0\n\nreplace example.com/money => ./money\n")
			} else {
				write(t, filepath.Join(c.dir, "go.work"), "go 1.26.0\n\nuse (\n\t.\n\t./money\n)\n")
				c.cfg.Env = append(offline(), "GOWORK=", "GOFLAGS=-mod=readonly")
			}
			c.run(t)
			if listed, known := c.run(t); listed || !known {
				t.Errorf("unchanged: listed %t, known %t", listed, known)
			}
			write(t, filepath.Join(c.dir, "money", "money.go"), "package money\n\n// Amount is one.\ntype Amount struct {\n\tCents int `json:\"minor\"`\n}\n")
			c.run(t)
			c.fresh(t)
			data, err := os.ReadFile(filepath.Join(c.dir, "pay", "sig_gen.go"))
			if err != nil || !strings.Contains(string(data), `minor`) {
				t.Errorf("the other module's change is not in the file: %v", err)
			}
		})
	}
}

// TestMistakesAreNotForgotten: a run with mistakes says them again, and leaves the rest known.
func TestMistakesAreNotForgotten(t *testing.T) {
	c := newCached(t, shop)
	c.run(t)
	stock := filepath.Join(c.dir, "stock", "stock.go")
	write(t, stock, strings.Replace(shop["stock/stock.go"], "//sig:runnable", "//sig:runable", 1))
	for range 3 {
		c.settle()
		r, err := gen.Run(context.Background(), c.cfg)
		if err != nil || !r.Failed() {
			t.Fatalf("the mistake is not found: %v", err)
		}
		for _, p := range r.Phases {
			if p.Name == "list" {
				t.Error("the go command was asked again")
			}
		}
	}
	write(t, stock, shop["stock/stock.go"])
	c.run(t)
	c.fresh(t)
}

// TestDamagedCache: an entry that is damaged, cut off or gone is as none.
func TestDamagedCache(t *testing.T) {
	c := newCached(t, shop)
	c.run(t)
	for i, damage := range []func(name string) error{
		func(name string) error { return os.WriteFile(name, []byte("garbage"), 0o644) },
		func(name string) error { return os.Truncate(name, 60) },
		os.Remove,
		func(name string) error {
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			data[len(data)-1] ^= 1
			return os.WriteFile(name, data, 0o644)
		},
	} {
		names, err := filepath.Glob(filepath.Join(c.cache, "v1", "??", "*"))
		if err != nil || len(names) == 0 {
			t.Fatal("no entries", err)
		}
		for _, name := range names {
			if err := damage(name); err != nil {
				t.Fatal(err)
			}
		}
		if listed, _ := c.run(t); !listed {
			t.Errorf("damage %d: the go command was not asked", i)
		}
		c.fresh(t)
		if listed, known := c.run(t); listed || !known {
			t.Errorf("damage %d: the entries were not written anew", i)
		}
	}
}

// TestRunsAtOnce: runs with one cache and one tree do not disturb each other.
func TestRunsAtOnce(t *testing.T) {
	c := newCached(t, shop)
	var wg sync.WaitGroup
	errs := make(chan error, 64)
	for i := range 8 {
		wg.Go(func() {
			for range 3 {
				r, err := gen.Run(context.Background(), c.cfg)
				if err == nil && r.Failed() {
					err = fmt.Errorf("run %d found mistakes", i)
				}
				if err == nil {
					err = r.Write()
				}
				if err != nil {
					errs <- err
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	c.fresh(t)
}

// TestUnwritableCache: a run is as right without a place to keep things.
func TestUnwritableCache(t *testing.T) {
	c := newCached(t, map[string]string{"stock/stock.go": shop["stock/stock.go"]})
	c.cfg.Cache = filepath.Join(c.dir, "go.mod", "below-a-file")
	c.run(t)
	c.fresh(t)
}

// TestWireOfItsModule: whether a package gets a provider set is said by its own
// module, not by what else a run looks at.
func TestWireOfItsModule(t *testing.T) {
	c := newCached(t, map[string]string{
		"go.work":      "go 1.26.0\n\nuse (\n\t.\n\t./inner\n)\n",
		"inner/go.mod": "module example.com/inner\n\ngo 1.26.0\n",
		"a/a.go":       annotated("a", "", "", "int"),
		"inner/b/b.go": annotated("b", "", "", "int"),
	})
	mod := filepath.Join(c.dir, "go.mod")
	text, err := os.ReadFile(mod)
	if err != nil {
		t.Fatal(err)
	}
	write(t, mod, string(text)+"\nrequire github.com/google/wire v0.7.0\n")
	c.cfg.Env = append(offline(), "GOWORK=", "GOFLAGS=")
	for _, patterns := range [][]string{{"./...", "./inner/..."}, {"./inner/..."}, {"./..."}, {"./inner/...", "./..."}} {
		c.cfg.Patterns = patterns
		c.run(t)
		c.fresh(t)
		for name, want := range map[string]bool{"a": true, "inner/b": false} {
			if _, err := os.Stat(filepath.Join(c.dir, name, "sig_wire_gen.go")); (err == nil) != want {
				t.Errorf("%v: %s has a provider set: %t", patterns, name, err == nil)
			}
		}
	}
}
