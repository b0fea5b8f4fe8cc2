package vet

import (
	"fmt"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	analysischecker "golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

const shop = `// Package shop declares what the host calls by name.
package shop

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// AddParams are what Add takes.
type AddParams struct {
	Item  string        ` + "`json:\"item\"`" + `
	Qty   int           ` + "`json:\"qty\" sig:\"default=1\"`" + `
	Price float64       ` + "`json:\"price,omitempty\"`" + `
	Tags  []string      ` + "`json:\"tags\" sig:\"optional\"`" + `
	Wait  time.Duration ` + "`json:\"wait\" sig:\"optional\"`" + `
}

// AddResult is what it returns.
type AddResult struct {
	N int ` + "`json:\"n\"`" + `
}

// API is what carts answer.
//
//sig:contract name=cart
type API interface {
	//sig:runnable desc="add"
	Add(ctx context.Context, p AddParams) (AddResult, error)
	//sig:runnable desc="clear"
	Clear(ctx context.Context) error
}

// Cart is one tenant's.
//
//sig:component name=memory-cart scope=tenant
//sig:provides API
type Cart struct {
	sig.Instance
	Currency string ` + "`sig:\"prop,default=EUR\"`" + `
	Limit    int    ` + "`sig:\"prop\"`" + `
}

// Add adds.
func (c *Cart) Add(ctx context.Context, p AddParams) (AddResult, error) { return AddResult{N: p.Qty}, nil }

// Clear clears.
func (c *Cart) Clear(ctx context.Context) error { return nil }

// Rates serves all.
//
//sig:component name=rates scope=shared
type Rates struct{ sig.Instance }

// GetURLs lists.
//
//sig:runnable desc="list"
func (r *Rates) GetURLs(ctx context.Context) ([]string, error) { return nil, nil }
`

const host = `package host

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"

	"SHOP"
)

var _ shop.AddParams

const dynamic = "cart" + ".add"

func run(ctx context.Context, k *sig.Kernel, tenant string, p sig.Params) {
	b := k.Bus()
	_, _ = k.Instantiate("memory-cart", "acme-cart", sig.Props{"target": "acme", "limit": 3})
	_, _ = k.Instantiate("memory-cart", tenant, sig.Props{"target": "acme", "limit": 3, "currency": "USD"})
	_, _ = k.Instantiate("memory-crat", "x", sig.Props{"target": "acme", "limit": 3})           // want SIG741 "memory-crat" memory-cart
	_, _ = k.Instantiate("memory-cart", "x", sig.Props{"target": "acme", "limit": "3"})         // want SIG744 limit
	_, _ = k.Instantiate("memory-cart", "x", sig.Props{"target": "acme", "limti": 3})           // want SIG743 limti limit; SIG743 needs limit
	_, _ = k.Instantiate("memory-cart", "x", sig.Props{"limit": 3})                             // want SIG742 tenant
	_, _ = k.Instantiate("rates", "x", sig.Props{"target": "acme"})                             // want SIG742 no target
	_, _ = k.Add(ctx, "rates", "main-rates", nil)
	_, _ = k.Add(ctx, "rates", "x", sig.Props{"a": 1}) // want SIG743 "a"
	_, _ = k.Instantiate("memory-cart", "x", nil)      // want SIG742 tenant; SIG743 needs limit

	_, _ = b.Invoke(ctx, "cart.add", sig.Params{"target": tenant, "item": "x", "qty": 2, "price": 1, "wait": 5, "tags": []string{"a"}})
	_, _ = b.Invoke(ctx, dynamic, p)
	_, _ = b.Invoke(ctx, "unheard.of", p)
	_, _ = b.Invoke(ctx, "acme-cart.add", p)
	_, _ = b.Invoke(ctx, "carts.add", p)                                                         // want SIG741 carts cart
	_, _ = b.Invoke(ctx, "cart.ad", p)                                                           // want SIG741 "ad" "add"
	_, _ = b.Invoke(ctx, "cart", p)                                                              // want SIG741 names no runnable
	_, _ = b.Invoke(ctx, "cart.add", sig.Params{"item": "x"})                                    // want SIG742 target
	_, _ = b.Invoke(ctx, "cart.clear", nil)                                                      // want SIG742 target
	_, _ = b.Invoke(ctx, "cart.clear", sig.Params{"target": tenant, "all": true})                // want SIG743 "all"
	_, _ = b.Invoke(ctx, "cart.add", sig.Params{"target": tenant})                               // want SIG743 needs item
	_, _ = b.Invoke(ctx, "cart.add", sig.Params{"target": tenant, "itme": "x"})                  // want SIG743 "itme" "item"; SIG743 needs item
	_, _ = b.Invoke(ctx, "cart.add", sig.Params{"target": tenant, "item": 5})                    // want SIG744 item
	_, _ = b.Invoke(ctx, "cart.add", sig.Params{"target": 5, "item": "x", "qty": 1.5})           // want SIG744 target; SIG744 qty
	_, _ = b.Invoke(ctx, "rates.get-urls", sig.Params{"target": tenant})                         // want SIG742 no target
	_, _ = b.InvokeJSON(ctx, "cart.add", []byte(` + "`{\"target\":\"acme\",\"item\":\"x\",\"qty\":2}`" + `))
	_, _ = b.InvokeJSON(ctx, "cart.add", []byte(` + "`{\"item\":\"x\",\"qty\":\"2\"}`" + `))  // want SIG742 target; SIG744 qty
	_, _ = b.InvokeJSON(ctx, "cart.add", []byte(` + "`{\"target\":\"acme\",\"itme\":\"x\"}`" + `)) // want SIG743 itme; SIG743 needs item
	_, _ = b.InvokeJSON(ctx, "cart.add", []byte("[1]"))                                         // want SIG744 JSON object

	out, err := b.Invoke(ctx, "cart.add", sig.Params{"target": tenant, "item": "x"})
	if err != nil {
		return
	}
	_ = out.(shop.AddResult)
	_ = out.(*shop.AddResult) // want SIG745 shop.AddResult
	_, _ = out.(string)       // want SIG745 shop.AddResult
	none, _ := b.Invoke(ctx, "cart.clear", sig.Params{"target": tenant})
	_, _ = none.(string) // want SIG745 no result
	list, _ := b.Invoke(ctx, "rates.get-urls", nil)
	_ = list.([]string)
}
`

var wantCalls = regexp.MustCompile(`// want (SIG.*)$`)

// callsModule writes the two packages and returns their directory and what is expected: for each
// line of the host the words of each finding.
func callsModule(t *testing.T) (dir string, want map[int][][]string) {
	t.Helper()
	path := "github.com/sigen-dev/sigen/testdata/vet/tmp-" + strings.ToLower(t.Name()) + "/shop"
	text := strings.ReplaceAll(host, "SHOP", path)
	dir = module(t, map[string]string{"shop/shop.go": shop, "host/host.go": text})
	want = map[int][][]string{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		m := wantCalls.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if m == nil {
			continue
		}
		for part := range strings.SplitSeq(m[1], ";") {
			want[n] = append(want[n], strings.Fields(part))
		}
	}
	return dir, want
}

// matches holds findings, each "line: message", against what is expected, both ways.
func matches(t *testing.T, got map[int][]string, want map[int][][]string) {
	t.Helper()
	for line, ws := range want {
		for _, words := range ws {
			i := slices.IndexFunc(got[line], func(msg string) bool {
				return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(msg, w) })
			})
			if i < 0 {
				t.Errorf("line %d: no finding with %q in %q", line, words, got[line])
				continue
			}
			got[line] = slices.Delete(got[line], i, i+1)
		}
	}
	for line, ms := range got {
		for _, m := range ms {
			t.Errorf("line %d: unexpected: %s", line, m)
		}
	}
}

// TestInvocations promises what of calls by name is found by sigen vet, and that all that fit
// are left alone, whether or not the packages that are called are named too.
func TestInvocations(t *testing.T) {
	dir, want := callsModule(t)
	for _, pattern := range []string{"./...", "./host"} {
		r, err := Run(t.Context(), Config{Dir: dir, Patterns: []string{pattern}})
		if err != nil {
			t.Fatal(err)
		}
		got := map[int][]string{}
		for _, f := range r.Findings {
			if f.Verdict != Wrong || filepath.Base(f.Pos.File) != "host.go" {
				t.Errorf("%s: unexpected finding: %+v", pattern, f)
			}
			got[f.Pos.Line] = append(got[f.Pos.Line], f.Code+": "+f.Text)
		}
		matches(t, got, want)
		if !r.Failed(false) {
			t.Errorf("%s: calls that cannot succeed do not fail the run", pattern)
		}
	}
}

// TestInvocationFixes promises that names are replaced by the nearest, targets added and
// taken out, and that what comes out still parses as Go.
func TestInvocationFixes(t *testing.T) {
	dir, _ := callsModule(t)
	r, err := Run(t.Context(), Config{Dir: dir, Patterns: []string{"./..."}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "host", "host.go")
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	fixes := 0
	for i := len(r.Findings) - 1; i >= 0; i-- { // from the end, so that offsets hold
		f := r.Findings[i].Fix
		if f == nil {
			continue
		}
		fixes++
		from, to := offset(src, f.Pos), offset(src, f.End)
		src = slices.Concat(src[:from], []byte(f.New), src[to:])
	}
	if fixes < 8 {
		t.Errorf("%d fixes", fixes)
	}
	for _, line := range []string{
		`k.Instantiate("memory-cart", "x", sig.Props{"target": "acme", "limit": 3})  `,
		`k.Instantiate("memory-cart", "x", sig.Props{"target": "", "limit": 3})`,
		`k.Instantiate("rates", "x", sig.Props{})`,
		`b.Invoke(ctx, "cart.add", p)     `,
		`sig.Params{"target": "", "item": "x"})`,
		`sig.Params{"target": tenant, "item": "x"})  `,
		`_ = out.(shop.AddResult) // want`,
	} {
		if !strings.Contains(string(src), line) {
			t.Errorf("no %s in\n%s", line, src)
		}
	}
	if err := os.WriteFile(file, src, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("gofmt", "-e", file).CombinedOutput(); err != nil {
		t.Errorf("gofmt: %v\n%s", err, out)
	}
}

// TestInvocationAnalyzer promises that the analyzer finds the same, with what packages declare
// carried by facts.
func TestInvocationAnalyzer(t *testing.T) {
	dir, want := callsModule(t)
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := analysischecker.Analyze([]*analysis.Analyzer{Invocation}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[int][]string{}
	for _, a := range graph.Roots {
		if a.Err != nil {
			t.Fatal(a.Err)
		}
		for _, d := range a.Diagnostics {
			got[line(a.Package.Fset, d.Pos)] = append(got[line(a.Package.Fset, d.Pos)], d.Message)
		}
	}
	matches(t, got, want)
}

func line(fset *token.FileSet, at token.Pos) int { return fset.Position(at).Line }

// TestInvocationTool promises the same of go vet -vettool.
func TestInvocationTool(t *testing.T) {
	dir, want := callsModule(t)
	exe := filepath.Join(t.TempDir(), "sigen")
	if out, err := exec.Command("go", "build", "-o", exe, "../../cmd/sigen").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	cmd := exec.Command("go", "vet", "-vettool="+exe, "./...")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Error("go vet found nothing")
	}
	got := map[int][]string{}
	for l := range strings.Lines(string(out)) {
		_, rest, ok := strings.Cut(l, "host.go:")
		if !ok {
			continue
		}
		var n, col int
		if _, err := fmt.Sscanf(rest, "%d:%d:", &n, &col); err != nil {
			t.Fatalf("%q: %v", l, err)
		}
		got[n] = append(got[n], rest)
	}
	matches(t, got, want)
}
