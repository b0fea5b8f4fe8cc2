package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var link = regexp.MustCompile(`\[([^\]]+)\]\((\.\./[^)]+)\)`)

// tests is a list of links to tests.
var tests = regexp.MustCompile(`^\[Test\w+\]\(\.\./[^)]+_test\.go\)(, \[Test\w+\]\(\.\./[^)]+_test\.go\))*$`)

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

	// What shows it has a test in every row, and no test is lost from one.
	_, shown, found := strings.Cut(string(text), "## What shows it\n")
	shown, _, _ = strings.Cut(shown, "\n## ")
	rows := 0
	for line := range strings.Lines(shown) {
		cells := strings.Split(strings.TrimSuffix(strings.TrimSpace(line), " |"), " | ")
		if !strings.HasPrefix(line, "| ") {
			continue
		}
		if len(cells) != 3 {
			t.Errorf("a row has %d cells: %s", len(cells), line)
			continue
		}
		if cells[2] == "shown by" {
			continue
		}
		rows++
		if cells[1] == "" || !tests.MatchString(cells[2]) {
			t.Errorf("%s is not shown by tests: %s", cells[0], cells[2])
		}
	}
	if !found || rows < 30 {
		t.Errorf("%d rows say what shows the isolation", rows)
	}
}
