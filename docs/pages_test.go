// Package docs_test executes what the documentation shows.
package docs_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the outputs of the pages into them")

// block is a fenced block behind a marker comment.
var block = regexp.MustCompile("(?s)<!-- (file: \\S+|run|output) -->\n```\\w*\n(.*?)```")

// A page is followed in an empty folder: its files are written, its commands
// run, and its outputs compared.
func TestPages(t *testing.T) {
	for _, name := range []string{"TUTORIAL.md", "LEAVING.md"} {
		t.Run(name, func(t *testing.T) { follow(t, name) })
	}
}

func follow(t *testing.T, name string) {
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	repo, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	run := func(line string) string {
		t.Helper()
		cmd := exec.Command("bash", "-c", line)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", line, err, out)
		}
		return string(out)
	}
	// What section 1 does, with this checkout in place of a release.
	run("go mod init example.com/shop")
	run("go mod edit -require=github.com/sigen-dev/sigen@v0.0.0 -replace=github.com/sigen-dev/sigen=" + repo + " -tool=github.com/sigen-dev/sigen/cmd/sigen")
	sum, err := os.ReadFile(filepath.Join(repo, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "go.sum"), sum, 0o666); err != nil {
		t.Fatal(err)
	}

	var got string
	files, runs := 0, 0
	next := block.ReplaceAllStringFunc(string(page), func(s string) string {
		m := block.FindStringSubmatch(s)
		what, text := m[1], m[2]
		switch name, isFile := strings.CutPrefix(what, "file: "); {
		case isFile:
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			files++
		case what == "run":
			got = ""
			for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
				got += run(line)
			}
			runs++
		default:
			if got != text && !*update {
				t.Errorf("the page shows\n%s\nbut the program prints\n%s", text, got)
			}
			return strings.TrimSuffix(s, text+"```") + got + "```"
		}
		return s
	})
	if files < 2 || runs < 2 {
		t.Errorf("found %d files and %d runs in the page", files, runs)
	}
	if *update {
		if err := os.WriteFile(name, []byte(next), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
