package app

import (
	"os/exec"
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
