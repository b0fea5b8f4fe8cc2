package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestVetFix promises that -fix -n prints a diff and writes nothing, and that -fix writes
// what the diff has.
func TestVetFix(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(root, "testdata", "vet", "tmp-verb-fix")
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	const src = `package p

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

//sig:component name=verb-fix scope=tenant
type C struct{ sig.Instance }

func (c *C) work() {}

func (c *C) Do(ctx context.Context) error {
	go c.work()
	return nil
}
`
	file := filepath.Join(dir, "p.go")
	if err := os.WriteFile(file, []byte(src), 0o644); err != nil {
		t.Fatal(err)
	}
	code, out, errs := sigen("vet", "-C", dir, "-fix", "-n", ".")
	if code != exitFindings || !strings.HasPrefix(out, "--- a/p.go\n+++ b/p.go\n") || !strings.Contains(out, "-\tgo c.work()\n+\tc.Go(func(ctx context.Context) error {\n") {
		t.Errorf("%d %s\n%s", code, errs, out)
	}
	if now, err := os.ReadFile(file); err != nil || string(now) != src {
		t.Errorf("-n wrote the file (%v):\n%s", err, now)
	}
	code, out, errs = sigen("vet", "-C", dir, "-fix", ".")
	if code != exitFindings || !strings.Contains(out, "SIG707") || !strings.HasSuffix(out, "sigen vet: 1 fixes applied in 1 files\n") {
		t.Errorf("%d %s\n%s", code, errs, out)
	}
	if code, out, errs = sigen("vet", "-C", dir, "."); code != exitFine {
		t.Errorf("after the fix: %d %s\n%s", code, errs, out)
	}
	for want, args := range map[string][]string{"-n goes with -fix": {"vet", "-n"}, "-fix prints no JSON": {"vet", "-fix", "-json"}} {
		if code, _, errs := sigen(args...); code != exitFailure || !strings.Contains(errs, want) {
			t.Errorf("%q: %d %s", args, code, errs)
		}
	}
}

// TestVetDeep promises that -deep proves what needs the program, says on standard error
// what it does, and asks for a program where none is named.
func TestVetDeep(t *testing.T) {
	dir := filepath.Join("..", "..", "testdata", "vet", "deep", "clean", "generic-strategy")
	if code, out, errs := sigen("vet", "-C", dir, "-require", "proved", "./..."); code != exitFindings {
		t.Errorf("without -deep: %d %s\n%s", code, errs, out)
	}
	code, out, errs := sigen("vet", "-C", dir, "-deep", "-require", "proved", "./...")
	if code != exitFine || !strings.Contains(out, "1 proved") || !strings.HasPrefix(errs, "sigen vet: reading 1 programs with all that they link\n") {
		t.Errorf("%d %s\n%s", code, errs, out)
	}
	if code, _, errs := sigen("vet", "-C", dir, "-deep", "."); code != exitFailure || !strings.Contains(errs, "name no main package") {
		t.Errorf("without a program: %d %s", code, errs)
	}
}
