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

// TestProtobufIsLinkedByItsUsers: a program links protobuf only with a message in one of its types.
func TestProtobufIsLinkedByItsUsers(t *testing.T) {
	for name, want := range map[string]bool{"protobuf": true, "types": false, "tenant-database": false} {
		cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "./testdata/ok/"+name)
		cmd.Dir = repoDir(t)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(out), "google.golang.org/protobuf/"); got != want {
			t.Errorf("%s links protobuf: %v", name, got)
		}
	}
}
