package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var link = regexp.MustCompile(`\[([^\]]+)\]\((\.\./[^)]+)\)`)

// Every claim links a test that exists: the file, and the function in it.
func TestClaimsOfIsolationAreHeld(t *testing.T) {
	text, err := os.ReadFile("ISOLATION.md")
	if err != nil {
		t.Fatal(err)
	}
	links := link.FindAllStringSubmatch(string(text), -1)
	if len(links) < 40 {
		t.Fatalf("%d links only", len(links))
	}
	for _, l := range links {
		code, err := os.ReadFile(filepath.FromSlash(l[2]))
		if err != nil {
			t.Errorf("%s: %v", l[1], err)
			continue
		}
		if strings.HasPrefix(l[1], "Test") && !strings.Contains(string(code), "func "+l[1]+"(t *testing.T)") {
			t.Errorf("%s is not in %s", l[1], l[2])
		}
	}
	for n, line := range strings.Split(string(text), "\n") {
		if strings.HasPrefix(line, "| ") && strings.Count(line, "|") == 3 && strings.HasSuffix(line, "|  |") {
			t.Errorf("line %d claims something that nothing holds", n+1)
		}
	}
}
