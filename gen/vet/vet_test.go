package vet

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module writes a module that uses this one and returns its directory.
func module(t *testing.T, files map[string]string) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(root, "testdata", "vet", "tmp-"+strings.ToLower(strings.NewReplacer("/", "-").Replace(t.Name())))
	t.Cleanup(func() { os.RemoveAll(dir) })
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const head = `package p

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var a, b int

//sig:component name=p scope=tenant
type C struct{ sig.Instance }

func (c *C) Do(ctx context.Context) error {
`

func run(t *testing.T, body string) *Report {
	t.Helper()
	dir := module(t, map[string]string{"p.go": head + body + "\n\treturn nil\n}\n"})
	r, err := Run(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Components) != 1 {
		t.Fatalf("%d components, want 1", len(r.Components))
	}
	return r
}

func codes(r *Report) []string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, f.Code)
	}
	return out
}

// TestTrust promises what one line accepts, and that a line which accepts nothing is a finding.
func TestTrust(t *testing.T) {
	for _, tc := range []struct {
		name, body string
		want       []string
		accepted   int
	}{
		{"nothing", "a++", []string{"SIG701"}, 0},
		{"above", "//sig:trust reason=\"x\"\na++", nil, 1},
		{"behind", "a++ //sig:trust reason=\"x\"", nil, 1},
		{"next line is not covered", "a++ //sig:trust reason=\"x\"\nb++", []string{"SIG701"}, 1},
		{"below", "a++\n//sig:trust reason=\"x\"", []string{"SIG701", "SIG730"}, 0},
		{"needless", "//sig:trust reason=\"x\"\n_ = a", []string{"SIG730"}, 0},
		{"no reason", "//sig:trust\na++", []string{"SIG701"}, 0},
		{"one code a line", "//sig:trust reason=\"x\"\ngo func() { a++ }()", []string{"SIG701"}, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := run(t, tc.body)
			if got := codes(r); !slices.Equal(got, tc.want) {
				t.Errorf("findings %v, want %v", got, tc.want)
			}
			if got := r.Components[0].Accepted; got != tc.accepted {
				t.Errorf("%d accepted, want %d", got, tc.accepted)
			}
			if failed := r.Failed(false); failed != (len(tc.want) > 0) {
				t.Errorf("Failed is %v", failed)
			}
		})
	}
}

// TestPrint promises that a finding shows its place, the way there and what to do, and that the
// document for programs has the same.
func TestPrint(t *testing.T) {
	r := run(t, "bump()\n\treturn nil\n}\n\nfunc bump() {\n\ta++\n}\n\nfunc other() error {")
	var text bytes.Buffer
	if err := r.Print(&text, Options{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"p.go:20:2: SIG701: leak: writes package-level variable tmp-testprint.a\n",
		"p.go:14:13: reached from (*tmp-testprint.C).Do\n",
		"p.go:15:5: calls tmp-testprint.bump\n",
		"hint: make it a field",
		"tenant component p: leak",
		"trust base:",
		"1 components: 0 proved, 1 leak, 0 undecided",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
	var doc bytes.Buffer
	if err := r.PrintJSON(&doc); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version  int
		Findings []struct {
			File string
			Line int
			Code string
			Path []struct{ Func string }
		}
		TrustBase struct{ Kernel string }
	}
	if err := json.Unmarshal(doc.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Version != SchemaVersion || len(got.Findings) != 1 || got.Findings[0].File != "p.go" || got.Findings[0].Line != 20 || len(got.Findings[0].Path) != 2 || got.TrustBase.Kernel == "" {
		t.Errorf("document: %s", doc.String())
	}
}

// TestTool promises that go vet -vettool finds what a package reaches in another one.
func TestTool(t *testing.T) {
	exe := filepath.Join(t.TempDir(), "sigen")
	if out, err := exec.Command("go", "build", "-o", exe, "../../cmd/sigen").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	cmd := exec.Command("go", "vet", "-vettool="+exe, "./leak/helper-package/...", "./clean/lookup-table")
	cmd.Dir = corpus
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Errorf("go vet found nothing:\n%s", out)
	}
	if n := strings.Count(string(out), "SIG"); n != 1 || !strings.Contains(string(out), "store.go:8:6: SIG701: leak: component helper-package writes package-level variable store.kept") {
		t.Errorf("output:\n%s", out)
	}
}

// TestErrors promises that what is no matter of isolation is an error and not a verdict.
func TestErrors(t *testing.T) {
	if _, err := Run(t.Context(), Config{Dir: corpus, Patterns: []string{"./nowhere/..."}}); err == nil {
		t.Error("no error for patterns that match nothing")
	}
	dir := module(t, map[string]string{"p.go": head + "missing()\n\treturn nil\n}\n"})
	if _, err := Run(t.Context(), Config{Dir: dir}); err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("error %v for a package that does not compile", err)
	}
}

// TestDeterministic promises that the report is the same byte for byte from run to run,
// whichever package is analysed first.
func TestDeterministic(t *testing.T) {
	var first []byte
	for range 3 {
		r, err := Run(t.Context(), Config{Dir: corpus, Patterns: []string{"./leak/adv-...", "./leak/atk-...", "./clean/real-..."}})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := r.PrintJSON(&b); err != nil {
			t.Fatal(err)
		}
		if err := r.Print(&b, Options{Verbose: true, Trusted: true, Reveals: true}); err != nil {
			t.Fatal(err)
		}
		switch {
		case first == nil:
			first = b.Bytes()
		case !bytes.Equal(first, b.Bytes()):
			t.Fatal("two runs over the same packages say different things")
		}
	}
	if len(first) < 10_000 {
		t.Fatalf("a report of %d bytes shows nothing", len(first))
	}
}

// Test that a program is looked at whose generated code uses a package of the trust base
// that imports one which is read from source.
func TestTrustBaseAboveSource(t *testing.T) {
	dir := module(t, map[string]string{"p.go": `package p

import (
	"context"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/apipb"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi/protocodec"
)

//sig:component name=p scope=tenant
type C struct{ sig.Instance }

func (c *C) Do(ctx context.Context) error { return nil }

func of(m *apipb.Api) *apipb.Api { return protocodec.Clone(m) }

var _ proto.Message = of(nil)
`})
	r, err := Run(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Components) != 1 {
		t.Fatalf("%d components, want 1", len(r.Components))
	}
}
