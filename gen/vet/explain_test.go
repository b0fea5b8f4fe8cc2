package vet_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/gen/internal/explain"
	"github.com/sigen-dev/sigen/gen/vet"
)

// The pages of sigen vet's codes show what they say: the wrong example gets the
// code, and the right one is proved.
func TestExplanations(t *testing.T) {
	repo, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	put := func(name, text string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("go.mod", "module example.com\n\ngo 1.26.0\n\nrequire github.com/sigen-dev/sigen v0.0.0\n\nreplace github.com/sigen-dev/sigen => "+repo+"\n")
	shown := map[string]bool{}
	for _, code := range explain.Codes() {
		p, _ := explain.Lookup(code)
		if !strings.HasPrefix(code, "SIG7") || len(p.Wrong) == 0 {
			continue
		}
		shown[code] = false
		for half, files := range map[string][]explain.File{"wrong": p.Wrong, "right": p.Right} {
			for _, f := range files {
				put(strings.ToLower(code)+"/"+half+"/"+f.Name, f.Text)
			}
		}
	}
	if len(shown) < 8 {
		t.Fatalf("only %d pages have examples", len(shown))
	}
	r, err := vet.Run(context.Background(), vet.Config{Dir: dir, Patterns: []string{"./..."}, Env: append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off")})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		rel, err := filepath.Rel(dir, f.Pos.File)
		if err != nil {
			t.Fatal(err)
		}
		code, rest, _ := strings.Cut(filepath.ToSlash(rel), "/")
		code = strings.ToUpper(code)
		if strings.HasPrefix(rest, "right/") {
			t.Errorf("the right example of %s gets %s: %s", code, f.Code, f.Text)
		} else if f.Code == code {
			shown[code] = true
		}
	}
	for code, ok := range shown {
		if !ok {
			t.Errorf("the wrong example of %s does not show it", code)
		}
	}
}
