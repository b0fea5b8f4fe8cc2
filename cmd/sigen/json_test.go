package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// jsonVersions is what each verb's -json is held to: arguments that have it print
// something, and the version that they have. A verb that is not here fails the test.
var jsonVersions = map[string]struct {
	args    []string
	version int
}{
	"":           {[]string{"-C", "DIR"}, generateSchema},
	"check":      {[]string{"-C", "DIR"}, checkSchema},
	"diff":       {[]string{"-C", "DIR"}, diffVersion},
	"vet":        {[]string{"-C", "DIR"}, 1},
	"list":       {[]string{"-C", "DIR"}, 1},
	"graph":      {[]string{"-C", "DIR"}, 1},
	"doc":        {[]string{"-C", "DIR"}, 1},
	"schema":     {[]string{"-C", "DIR", "-o", "DIR/schema.json"}, 1},
	"explain":    {[]string{"SIG201"}, explainSchema},
	"init":       {[]string{"-n", "-C", "DIR"}, initSchema},
	"new":        {[]string{"-n", "-C", "DIR", "component", "cart"}, newSchema},
	"completion": {[]string{"bash"}, completionSchema},
	"watch":      {[]string{"-C", "DIR"}, watchSchema},
	"cache":      {nil, 1},
	"version":    {nil, 1},
	"help":       {nil, helpSchema},
}

// firstLine is what reads a watch: it interrupts when one line is there.
type firstLine struct {
	screen
	interrupt context.CancelFunc
}

func (f *firstLine) Write(p []byte) (int, error) {
	n, err := f.screen.Write(p)
	if strings.HasSuffix(f.String(), "\n") {
		f.interrupt()
	}
	return n, err
}

// TestEveryVerbHasJSON: each verb has -json, says so in its help, and prints one
// document with a version.
func TestEveryVerbHasJSON(t *testing.T) {
	dir := module(t)
	for _, v := range verbs {
		t.Run("sigen "+v.name, func(t *testing.T) {
			if !slices.Contains(flagsOf(v), "-json") || !strings.Contains(v.help(), "-json") {
				t.Fatalf("no -json in %q, or not in the help", flagsOf(v))
			}
			want, known := jsonVersions[v.name]
			if !known {
				t.Fatal("what its -json prints is not tested")
			}
			args := []string{"-json"}
			if v.name != "" {
				args = []string{v.name, "-json"}
			}
			for _, a := range want.args {
				args = append(args, strings.Replace(a, "DIR", dir, 1))
			}
			ctx, interrupt := context.WithCancel(t.Context())
			defer interrupt()
			var out, errs screen
			to := io.Writer(&out)
			line := &firstLine{interrupt: interrupt}
			if v.name == "watch" { // it has no end of its own
				to = line
			}
			code := run(ctx, args, to, &errs)
			text := out.String() + line.String()
			if code == exitFailure || errs.String() != "" {
				t.Errorf("status %d, and on standard error: %s", code, &errs)
			}
			d := json.NewDecoder(strings.NewReader(text))
			var doc struct{ Version *int }
			if err := d.Decode(&doc); err != nil || doc.Version == nil || *doc.Version != want.version {
				t.Errorf("%v, or not version %d:\n%s", err, want.version, text)
			}
			if err := d.Decode(&doc); v.name != "watch" && !errors.Is(err, io.EOF) {
				t.Errorf("behind the document: %v\n%s", err, text)
			}
		})
	}
}

// TestJSONOfCompletionHelpAndCache: what stands in the documents of verbs that read no packages.
func TestJSONOfCompletionHelpAndCache(t *testing.T) {
	dir := module(t)
	var script completionDocument
	for _, shell := range []string{"bash", "zsh", "fish"} {
		_, plain, _ := sigen("completion", shell)
		code, out, _ := sigen("completion", "-json", shell)
		if err := json.Unmarshal([]byte(out), &script); err != nil || code != exitFine || script.Shell != shell || script.Script != plain || plain == "" {
			t.Errorf("%s: %d %v\n%s", shell, code, err, out)
		}
	}
	if code, out, errs := sigen("completion", "-json", "csh"); code != exitFailure || out != "" || !strings.Contains(errs, "bash, zsh or fish") {
		t.Errorf("%d %s%s", code, out, errs)
	}

	var help helpDocument
	_, out, _ := sigen("help", "-json")
	if err := json.Unmarshal([]byte(out), &help); err != nil || len(help.Verbs) != len(verbs) {
		t.Errorf("%v\n%s", err, out)
	}
	_, out, _ = sigen("help", "-json", "watch")
	if err := json.Unmarshal([]byte(out), &help); err != nil || len(help.Verbs) != 1 || help.Verbs[0].Text != watchUsage || !slices.Contains(help.Verbs[0].Flags, "-json") {
		t.Errorf("%v\n%s", err, out)
	}
	for _, args := range [][]string{{"help", "walk"}, {"help", "vet", "watch"}} {
		if code, out, errs := sigen(args...); code != exitFailure || out != "" || !strings.Contains(errs, args[len(args)-1]) {
			t.Errorf("%q: %d %s%s", args, code, out, errs)
		}
	}

	if code, _, errs := sigen("-C", dir); code != exitFine {
		t.Fatalf("%d\n%s", code, errs)
	}
	var left struct{ Version, Entries int }
	for _, args := range [][]string{{"cache", "-json"}, {"cache", "-json", "clean"}} {
		_, out, _ := sigen(args...)
		if err := json.Unmarshal([]byte(out), &left); err != nil || left.Version != 1 || (left.Entries == 0) != (len(args) == 3) {
			t.Errorf("%q: %v\n%s", args, err, out)
		}
	}
}

// TestSchemaJSON: beside a document that is written elsewhere, -json says that there are no mistakes.
func TestSchemaJSON(t *testing.T) {
	dir := module(t)
	var doc struct {
		Version     int
		Diagnostics []any
		OpenAPI     string
	}
	if _, out, _ := sigen("schema", "-json", "-C", dir); json.Unmarshal([]byte(out), &doc) != nil || doc.OpenAPI == "" {
		t.Errorf("the document:\n%s", out)
	}
	if _, out, _ := sigen("schema", "-json", "-C", dir, "-o", filepath.Join(dir, "x.json")); json.Unmarshal([]byte(out), &doc) != nil || doc.Version != 1 || doc.Diagnostics == nil {
		t.Errorf("beside the file:\n%s", out)
	}
	write(t, filepath.Join(dir, "shop.go"), strings.Replace(source, "//sig:runnable", "//sig:runable", 1))
	if code, out, _ := sigen("schema", "-json", "-C", dir, "-o", filepath.Join(dir, "y.json")); code != exitFindings || json.Unmarshal([]byte(out), &doc) != nil || len(doc.Diagnostics) != 1 {
		t.Errorf("with a mistake: %d\n%s", code, out)
	}
	if _, err := os.Stat(filepath.Join(dir, "y.json")); err == nil {
		t.Error("written in spite of the mistake")
	}
}
