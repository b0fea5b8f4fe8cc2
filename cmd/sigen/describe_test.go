package main

import (
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/gen"
)

// market has one of everything that is described.
const market = `package shop

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Settings is what a tenant can set.
//
//sig:config prefix=market
type Settings struct {
	Limit int    ` + "`json:\"limit\" sig:\"default=3,min=1,max=9\"`" + `
	Name  string ` + "`json:\"name\" sig:\"default='of {target}'\"`" + `
}

// Placed says that an order was placed.
//
//sig:event topic=orders.placed
type Placed struct {
	ID string ` + "`json:\"id\"`" + `
}

// API is what a market answers.
//
//sig:contract name=market
type API interface {
	//sig:runnable desc="Buy something" timeout=2s idempotent
	Buy(ctx context.Context, p BuyParams) (BuyResult, error)
}

// BuyParams is an order.
type BuyParams struct {
	Item  string ` + "`json:\"item\" sig:\"min=1,max=20\"`" + ` // what to buy
	Wait  time.Duration ` + "`json:\"wait\" sig:\"default=1s,max=90s\"`" + `
	Count int32  ` + "`json:\"count\" sig:\"default=1\"`" + `
	Kind  string ` + "`json:\"kind\" sig:\"default=a,enum=a|b\"`" + `
}

// BuyResult is a receipt.
type BuyResult struct {
	Lines []Line ` + "`json:\"lines\"`" + `
	Note  *string ` + "`json:\"note\"`" + `
}

// Line is one line of it.
type Line struct {
	Text string ` + "`json:\"text\"`" + `
}

// Market sells.
//
//sig:component name=market-stall scope=tenant
//sig:provides API
type Market struct {
	sig.Instance

	Settings sig.Settings[Settings] ` + "`sig:\"requires\"`" + `
	Files    sig.Storage            ` + "`sig:\"requires,optional\"`" + `
	Open     sig.Signal[bool]
	Region   string ` + "`sig:\"prop,default=eu\"`" + `
}

//sig:computed
func (m *Market) computeTitle() string { return m.Settings.Get().Name }

//sig:effect
func (m *Market) announce(ctx context.Context) error { _ = m.Title(); return nil }

func (m *Market) Buy(ctx context.Context, p BuyParams) (BuyResult, error) { return BuyResult{}, nil }

//sig:subscribe topic=orders.*
func (m *Market) onPlaced(ctx context.Context, e Placed) error { return nil }

// Clerk looks into every market.
//
//sig:component name=clerk scope=admin
type Clerk struct {
	sig.Instance
	Markets APIAdminClient ` + "`sig:\"requires\"`" + `
}

//sig:runnable
func (c *Clerk) Count(ctx context.Context) error { return nil }
`

func marketModule(t *testing.T) string {
	dir := module(t)
	write(t, filepath.Join(dir, "shop.go"), market)
	return dir
}

func TestList(t *testing.T) {
	dir := marketModule(t)
	for of, want := range map[string][]string{
		"components": {"market-stall  tenant  market  Settings Files  shop.go:54", "clerk         admin   clerk   Markets         shop.go:"},
		"runnables":  {"market.buy   shop.BuyParams  shop.BuyResult  Buy something  shop.go:", "clerk.count  -               -               -"},
		"settings":   {`market.limit  int     "3"            market-stall`, `market.name   string  "of {target}"  market-stall`},
		"events":     {"orders.placed  shop.Placed  market-stall.onPlaced  shop.go:"},
	} {
		code, out, errs := sigen("list", "-C", dir, "-of", of, ".")
		for _, line := range want {
			if code != exitFine || !strings.Contains(out, line) {
				t.Errorf("-of %s: %d, %s\n%s\nlacks %q", of, code, errs, out, line)
			}
		}
	}
	code, out, _ := sigen("list", "-C", dir, "-json", ".")
	var p gen.Program
	if err := json.Unmarshal([]byte(out), &p); err != nil || code != exitFine {
		t.Fatal(code, err)
	}
	if p.Version != gen.DescriptionVersion || len(p.Components) != 2 || len(p.Contracts) != 2 || len(p.Components[0].Computed) != 1 || p.Components[0].Computed[0].Reads[0].Name != "Settings" {
		t.Errorf("the description is %+v", p)
	}
	if code, _, errs := sigen("list", "-of", "sheep", dir); code != exitFailure || !strings.Contains(errs, "components, runnables, settings or events") {
		t.Error(code, errs)
	}
}

func TestGraph(t *testing.T) {
	dir := marketModule(t)
	code, out, errs := sigen("graph", "-C", dir, "-computed", ".")
	for _, want := range []string{"flowchart LR", `["market-stall<br>tenant"]:::tenant`, `["clerk<br>admin"]:::admin`, `==>|"Markets"|`, "stroke:#dc2626", `("Title")`, `-.->|"Files"|`} {
		if code != exitFine || !strings.Contains(out, want) {
			t.Fatalf("%d %s: the flowchart lacks %q:\n%s", code, errs, want, out)
		}
	}
	again, same, _ := sigen("graph", "-C", dir, "-computed", ".")
	if again != code || same != out {
		t.Error("two runs draw two graphs")
	}
	_, out, _ = sigen("graph", "-C", dir, "-format", "dot", ".")
	for _, want := range []string{"digraph sigen {", `"component:clerk" -> "route:market" [label="Markets" color="#dc2626"`, `"route:market" -> "component:market-stall"`} {
		if !strings.Contains(out, want) {
			t.Errorf("the dot file lacks %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "cell:") {
		t.Error("cells are drawn without -computed")
	}
	_, out, _ = sigen("graph", "-C", dir, "-json", ".")
	var g gen.Graph
	if err := json.Unmarshal([]byte(out), &g); err != nil || g.Version != gen.GraphVersion || len(g.Nodes) < 5 {
		t.Errorf("%v: %+v", err, g)
	}
	if code, _, errs := sigen("graph", "-format", "gif", dir); code != exitFailure || !strings.Contains(errs, "mermaid, dot, json or svg") {
		t.Error(code, errs)
	}
}

// With Graphviz there is a drawing, and without it the message says what to do.
func TestGraphAsSVG(t *testing.T) {
	dir := marketModule(t)
	file := filepath.Join(t.TempDir(), "graph.svg")
	code, _, errs := sigen("graph", "-C", dir, "-format", "svg", "-o", file, ".")
	if _, err := exec.LookPath("dot"); err == nil {
		svg, err := os.ReadFile(file)
		if code != exitFine || err != nil || !strings.Contains(string(svg), "<svg") || !strings.Contains(html.UnescapeString(string(svg)), "market-stall") {
			t.Errorf("%d %s %v: %.200s", code, errs, err, svg)
		}
	} else if code != exitFailure || !strings.Contains(errs, "install the package graphviz") {
		t.Errorf("%d %s", code, errs)
	}
	t.Setenv("PATH", filepath.Dir(goTool(t)))
	if code, _, errs := sigen("graph", "-C", dir, "-format", "svg", "."); code != exitFailure || !strings.Contains(errs, "graphviz") {
		t.Errorf("without dot on the PATH: %d %s", code, errs)
	}
}

func goTool(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDoc(t *testing.T) {
	dir := marketModule(t)
	code, out, errs := sigen("doc", "-C", dir, "-title", "Market", ".")
	for _, want := range []string{
		"# Market\n", "### market\n\nAPI is what a market answers.\n\nProvided by `market-stall` (tenant).\n", "#### market.buy\n\nBuy something.\n\n*answers within 2s; idempotent*\n",
		"| `item` | `string` | yes |  | min 1, max 20 | what to buy |", "| `kind` | `string` |  | `a` | one of a, b |  |",
		"| `lines[].text` | `string` |", "### market of market-stall\n", "| `limit` | `int` |  | `3` | min 1, max 9 |", "### orders.placed\n",
	} {
		if code != exitFine || !strings.Contains(out, want) {
			t.Errorf("%d %s: the page lacks %q", code, errs, want)
		}
	}
	if t.Failed() {
		t.Log(out)
	}
}

// What is known in spite of mistakes is shown, and the mistakes beside it.
func TestDescribeWithMistakes(t *testing.T) {
	dir := marketModule(t)
	write(t, filepath.Join(dir, "shop.go"), strings.Replace(market, "timeout=2s", "timeout=soon", 1))
	code, out, errs := sigen("list", "-C", dir, ".")
	if code != exitFindings || !strings.Contains(out, "market-stall") || !strings.Contains(errs, "SIG105") {
		t.Errorf("%d\n%s\n%s", code, out, errs)
	}
	code, out, errs = sigen("list", "-C", filepath.Join(dir, "nowhere"))
	if code != exitFailure || out != "" || !strings.Contains(errs, "no such directory") {
		t.Errorf("%d %q %q", code, out, errs)
	}
}

// bash takes the script and completes verbs and their flags.
func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		code, out, _ := sigen("completion", shell)
		for _, v := range verbNames() {
			if code != exitFine || !strings.Contains(out, v) {
				t.Errorf("%s: %d, %s is not completed", shell, code, v)
			}
		}
	}
	_, script, _ := sigen("completion", "bash")
	for _, test := range []struct{ words, want string }{{"sigen gra", "graph"}, {"sigen list -o", "-of"}, {"sigen -ta", "-tags"}} {
		words := strings.Fields(test.words)
		cmd := exec.Command("bash", "-c", script+"\nCOMP_WORDS=("+test.words+")\nCOMP_CWORD="+string(rune('0'+len(words)-1))+"\n_sigen\necho ${COMPREPLY[@]}")
		out, err := cmd.CombinedOutput()
		if err != nil || strings.TrimSpace(string(out)) != test.want {
			t.Errorf("%s: %v, %q, want %q", test.words, err, out, test.want)
		}
	}
	if code, _, errs := sigen("completion", "csh"); code != exitFailure || !strings.Contains(errs, "bash, zsh or fish") {
		t.Error(code, errs)
	}
}

// What the page about the verbs leaves out, nobody finds.
func TestVerbsAreDocumented(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "TOOLS.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range verbs {
		if row := "| `" + strings.TrimSpace("sigen "+v.name); !strings.Contains(string(page), row+"`") && !strings.Contains(string(page), row+" ") {
			t.Errorf("docs/TOOLS.md says nothing of %q", row)
		}
	}
}
