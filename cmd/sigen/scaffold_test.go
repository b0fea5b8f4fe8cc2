package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A module is adopted, gets a component of each scope, and its tests pass.
func TestInitAndNew(t *testing.T) {
	dir := module(t)
	if err := os.Remove(filepath.Join(dir, "shop.go")); err != nil {
		t.Fatal(err)
	}
	code, out, errs := sigen("init", "-C", dir, "-n", "-ci", "github")
	if code != exitFine || !strings.Contains(out, "write generate.go\nwrite .github/workflows/sigen.yml\n") {
		t.Fatalf("%d %q %s", code, out, errs)
	}
	var doc struct {
		Version  int
		Commands []string
		Files    []any
	}
	code, out, errs = sigen("init", "-C", dir, "-n", "-json", "-ci", "github")
	if err := json.Unmarshal([]byte(out), &doc); err != nil || code != exitFine || errs != "" {
		t.Fatalf("-json: %d %v %q %s", code, err, out, errs)
	}
	if doc.Version != 1 || len(doc.Files) != 2 || doc.Files[0] != "generate.go" {
		t.Errorf("-json: %+v", doc)
	}
	if _, err := os.Stat(filepath.Join(dir, "generate.go")); err == nil {
		t.Fatal("-n wrote a file")
	}
	if code, _, errs := sigen("init", "-C", dir, "-ci", "github"); code != exitFine {
		t.Fatal(errs)
	}
	text, err := os.ReadFile(filepath.Join(dir, "generate.go"))
	if err != nil || string(text) != "package shop\n\n//go:generate go tool sigen ./...\n" {
		t.Errorf("%v %q", err, text)
	}
	if code, out, errs := sigen("init", "-C", dir, "-ci", "github"); code != exitFine || !strings.Contains(out, "nothing to do") {
		t.Errorf("a second time: %d %q %q", code, out, errs)
	}

	if code, out, errs := sigen("new", "-C", dir, "-n", "component", "shopping-cart"); code != exitFine || !strings.Contains(out, "type ShoppingCart struct") || errs != "" {
		t.Errorf("-n: %d %s %s", code, out, errs)
	}
	for name, scope := range map[string]string{"shopping-cart": "tenant", "clock": "shared"} {
		if code, _, errs := sigen("new", "-C", dir, "-scope", scope, "component", name); code != exitFine {
			t.Fatalf("%s: %s", name, errs)
		}
	}
	for _, args := range [][]string{{"-n"}, nil} {
		args = append(append([]string{"new", "-C", dir, "-json"}, args...), "component", "till")
		code, out, errs := sigen(args...)
		var doc struct {
			Version int
			Files   []newFile
		}
		if err := json.Unmarshal([]byte(out), &doc); err != nil || code != exitFine || errs != "" || doc.Version != 1 || len(doc.Files) == 0 {
			t.Fatalf("%q: %d %v %q %s", args, code, err, out, errs)
		}
		if f := doc.Files[0]; !strings.HasSuffix(f.Path, "till/till.go") || strings.Contains(f.Text, "type Till struct") != (len(args) == 7) {
			t.Errorf("%q: %+v", args, f)
		}
	}
	if code, out, errs := sigen("check", "-C", dir, "./..."); code != exitFine || out+errs != "" {
		t.Errorf("what was written is stale: %d %s%s", code, out, errs)
	}
	for _, args := range [][]string{{"vet", "./..."}, {"test", "./..."}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("go %v: %v\n%s", args, err, out)
		}
	}
	if code, out, errs := sigen("vet", "-C", dir, "-require", "proved", "./..."); code != exitFine {
		t.Errorf("what was written is not proved to be isolated: %d\n%s%s", code, out, errs)
	}

	before, err := os.ReadFile(filepath.Join(dir, "clock", "clock.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"component", "clock"}, "has Go files already"},
		{[]string{"component", "Shop"}, "small letters, digits and single dashes"},
		{[]string{"component", "func"}, "cannot be the name of its package"},
		{[]string{"-scope", "admin", "component", "x"}, "expected tenant or shared"},
		{[]string{"widget", "x"}, "expected \"component NAME\""},
		{[]string{}, "expected \"component NAME\""},
	} {
		code, _, errs := sigen(append([]string{"new", "-C", dir}, test.args...)...)
		if code != exitFailure || !strings.Contains(errs, test.want) {
			t.Errorf("new %v: %d %q", test.args, code, errs)
		}
	}
	if after, err := os.ReadFile(filepath.Join(dir, "clock", "clock.go")); err != nil || string(after) != string(before) {
		t.Errorf("a file was overwritten: %v", err)
	}
	if code, _, errs := sigen("init", "-C", t.TempDir()); code != exitFailure || !strings.Contains(errs, "go mod init") {
		t.Errorf("without a module: %d %q", code, errs)
	}
}
