package gentest

import (
	"os/exec"
	"strings"
	"testing"
)

// TestRemoteOnlyClient: a program that calls what others serve links the contract
// and the runtime: no component's package, no provider, no driver.
func TestRemoteOnlyClient(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "./testdata/ok/remote-client")
	cmd.Dir = repoDir(t)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	for _, dep := range deps {
		if strings.Contains(dep, "/runtime/provider/") || dep == "database/sql" || dep == "net/http" {
			t.Errorf("the client links %s", dep)
		}
	}
	if len(deps) < 20 {
		t.Errorf("only %d packages: %v", len(deps), deps)
	}
}
