package app

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

// wire_gen.go is what wire makes of inject.go now.
func TestInjectorIsFresh(t *testing.T) {
	if out, err := exec.Command("go", "tool", "wire", "diff", ".").CombinedOutput(); err != nil {
		t.Fatalf("run: go tool wire ./examples/multitenant/app\n%v\n%s", err, out)
	}
}

func TestNewDiscoversEverything(t *testing.T) {
	a, err := New(func(sig.AuditEvent) {}, nil)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, name := range a.Kernel.Components() {
		known[name] = true
	}
	for _, name := range []string{"config", "credentials", "storage", "sqldb", "meter", "sqlite-db", "json-db", "row-count", "spy"} {
		if !known[name] {
			t.Errorf("component %s is not discovered: %v", name, known)
		}
	}
	if err := a.Kernel.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestForgottenProvider: an injector that forgets a provider is refused by wire itself,
// with wire's chain from what is missing to who needs it.
func TestForgottenProvider(t *testing.T) {
	inject := source(t, "inject.go")
	if out, err := wireElsewhere(t, inject); err != nil {
		t.Fatalf("nothing is forgotten, and wire says:\n%s", out)
	}
	const path = "github.com/sigen-dev/sigen/"
	for _, set := range []string{"config", "credentials", "sqldb"} {
		// The import would be unused, which is not what is to be seen.
		forgotten := strings.NewReplacer(set+".MountSet, ", "", "\t\""+path+"runtime/provider/"+set+"\"\n", "").Replace(inject)
		out, err := wireElsewhere(t, forgotten)
		for _, want := range []string{
			"no provider found for " + path + "runtime/provider/" + set + ".Mounted\n",
			"needed by " + path + "examples/multitenant/tenantdb.Mounted in provider set \"MountSet\"",
			"needed by *example.com/app.App",
		} {
			if err == nil || !strings.Contains(out, want) {
				t.Errorf("without %s.MountSet wire does not say %q (%v):\n%s", set, want, err, out)
			}
		}
	}
}

// source is a file of this folder.
func source(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// wireElsewhere runs wire over this package, with another inject.go, in a module of its own.
func wireElsewhere(t *testing.T, inject string) (string, error) {
	t.Helper()
	repo, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	mod := strings.Replace(source(t, filepath.Join(repo, "go.mod")), "module github.com/sigen-dev/sigen\n", "module example.com/app\n", 1)
	mod += "\nrequire github.com/sigen-dev/sigen v0.0.0\n\nreplace github.com/sigen-dev/sigen => " + repo + "\n"
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": mod, "go.sum": source(t, filepath.Join(repo, "go.sum")), "inject.go": inject, "app.go": source(t, "app.go"), "http.go": source(t, "http.go"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "tool", "wire", "gen", ".")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	return string(out), err
}
