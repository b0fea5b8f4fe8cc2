package gentest

import (
	"os/exec"
	"strings"
	"testing"
)

// TestRemoteOnlyClient: a program that calls what others serve links the contract, the
// runtime and its transport: no component's package, no provider, no driver.
func TestRemoteOnlyClient(t *testing.T) {
	for dir, web := range map[string]bool{"./testdata/ok/remote-client": false, "./testdata/ok/http-client/far": true} {
		cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", dir)
		cmd.Dir = repoDir(t)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		deps := strings.Fields(string(out))
		for _, dep := range deps {
			if strings.Contains(dep, "/runtime/provider/") || strings.HasSuffix(dep, "http-client/desk") || dep == "database/sql" || dep == "net/http" && !web {
				t.Errorf("%s links %s", dir, dep)
			}
			if host, _, ok := strings.Cut(dep, "/"); ok && strings.Contains(host, ".") && !strings.HasPrefix(dep, "github.com/sigen-dev/sigen/") {
				t.Errorf("%s links %s, which is another module's", dir, dep)
			}
		}
		if len(deps) < 20 {
			t.Errorf("only %d packages: %v", len(deps), deps)
		}
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
