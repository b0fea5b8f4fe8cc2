package gen_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/gen"
)

// sayings are what a run says.
func sayings(r *gen.Result, err error) *strings.Builder {
	var b strings.Builder
	if err != nil {
		b.WriteString(err.Error())
	} else {
		_ = r.Print(&b)
	}
	return &b
}

// TestBadInput: whatever lies in a tree, the answer is a message that names the
// file and says what to do; never a panic, and nothing is written.
func TestBadInput(t *testing.T) {
	stock := shop["stock/stock.go"]
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string // part of a diagnostic or of the error; "" when it is no obstacle
	}{
		{"a syntax error", map[string]string{"stock/stock.go": stock + "\nfunc (\n"}, "stock/stock.go:40:8: SIG001: syntax error"},
		{"a NUL byte in the package clause", map[string]string{"stock/stock.go": strings.Replace(stock, "package ", "package \x00", 1)}, "SIG001: syntax error: illegal character NUL"},
		{"a NUL byte", map[string]string{"stock/stock.go": stock + "\n// \x00\n"}, "stock/stock.go:40:4: SIG001: syntax error: illegal character NUL"},
		{"invalid UTF-8", map[string]string{"stock/stock.go": stock + "\nvar x = \"\xff\"\n"}, "stock/stock.go:40:10: SIG001: syntax error: illegal UTF-8 encoding"},
		{"a module that nobody has", map[string]string{"stock/stock.go": strings.Replace(stock, "\t\"context\"\n", "\t\"context\"\n\t_ \"example.com/gone/x\"\n", 1)}, "example.com/gone/x"},
		{"a comment of 10 MiB", map[string]string{"stock/stock.go": stock + "\n// " + strings.Repeat("x", 10<<20) + "\n"}, ""},
		{"a doc comment of 10 MiB", map[string]string{"stock/stock.go": strings.Replace(stock, "// Memory is a stock.", "// "+strings.Repeat("word ", 2<<20), 1)}, ""},
		{"a name that is a keyword", map[string]string{"stock/stock.go": strings.Replace(stock, "name=memory-stock", "name=func", 1)}, ""},
		{"names that differ in case", map[string]string{"stock/stock.go": stock + "\n// MEMORY is another one.\n//\n//sig:component name=other scope=tenant\ntype MEMORY struct{ sig.Instance }\n\n//sig:runnable\nfunc (m *MEMORY) Do(ctx context.Context) error { return nil }\n"}, ""},
		{"a go.mod that does not parse", map[string]string{"go.mod": "module\nx y z\n", "stock/stock.go": stock}, "go.mod"},
		{"a package that is called like a keyword", map[string]string{"stock/stock.go": strings.Replace(stock, "package stock", "package type", 1)}, "stock/stock.go:1:9: SIG001: syntax error: expected 'IDENT', found 'type'"},
		{"a directive of 10 MiB", map[string]string{"stock/stock.go": stock + "\n//sig:" + strings.Repeat("x", 10<<20) + "\n"}, "SIG101: unknown directive //sig:xxx"},
		{"types of cgo", map[string]string{"stock/stock.go": strings.NewReplacer("import (", "// typedef struct { int x; } pair;\nimport \"C\"\n\nimport (").Replace(stock) +
			"\n// T is.\ntype T struct {\n\tP []C.pair `json:\"p\"`\n\tN C.int `json:\"n\"`\n}\n\n//sig:runnable\nfunc (m *Memory) Twice(ctx context.Context, t T) error { return nil }\n"}, "SIG002: C.int is known to cgo alone"},
		{"an empty file", map[string]string{"stock/stock.go": stock, "stock/empty.go": ""}, "stock/empty.go:1:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := module(t, c.files)
			cfg := gen.Config{Dir: dir, Patterns: []string{"./..."}, Env: offline()}
			r, err := gen.Run(context.Background(), cfg)
			said := sayings(r, err)
			cfg.Cache = t.TempDir()
			if kept := sayings(gen.Run(context.Background(), cfg)); kept.String() != said.String() {
				t.Errorf("with a cache it says something else:\n%.500s\nwithout:\n%.500s", kept.String(), said.String())
			}
			switch failed := err != nil || r.Failed(); {
			case failed != (c.want != ""):
				t.Errorf("failed %t:\n%.500s", failed, said.String())
			case failed && !strings.Contains(said.String(), c.want):
				t.Errorf("does not say %q:\n%.500s", c.want, said.String())
			case failed:
				if said.Len() > 5000 {
					t.Errorf("it says %d bytes", said.Len())
				}
			default:
				if err := r.Write(); err != nil {
					t.Fatal(err)
				}
				goBuild(t, dir)
				return
			}
			if _, err := os.Stat(filepath.Join(dir, "stock", "sig_gen.go")); err == nil {
				t.Error("a file was written")
			}
		})
	}
}

// TestReadOnlyTree: a folder that cannot be written is an error that names it, and nothing is half done.
func TestReadOnlyTree(t *testing.T) {
	dir := module(t, shop)
	r := run(t, dir)
	// A folder in the place of the file fails for everybody, root too.
	blocked := filepath.Join(dir, "stock", "sig_gen.go")
	if err := os.MkdirAll(filepath.Join(blocked, "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := r.Write(); err == nil || !strings.Contains(err.Error(), "sig_gen.go") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "cart", "sig_gen.go")); err == nil {
		t.Error("half of the run was written")
	}
}
