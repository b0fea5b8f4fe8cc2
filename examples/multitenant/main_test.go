package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/sigen-dev/sigen/examples/multitenant/internal/demo"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// seconds keeps the callers' part short; what they show does not depend on it.
const seconds = "-seconds=0.2"

func facts(t *testing.T, out []byte) demo.Report {
	t.Helper()
	var r demo.Report
	d := json.NewDecoder(bytes.NewReader(out))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		t.Fatalf("-json is no report: %v\n%s", err, out)
	}
	if d.More() {
		t.Error("-json prints more than one document")
	}
	return r
}

// The program as a user starts it: built, in a process of its own, in another
// directory, of which nothing is left.
func TestProgram(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "multitenant")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	work, tmp := t.TempDir(), t.TempDir()
	cmd := exec.Command(program, "-json", seconds)
	cmd.Dir = work
	cmd.Env = append(os.Environ(), "TMPDIR="+tmp, "TMP="+tmp)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	if stderr.Len() > 0 {
		t.Errorf("a good run writes to standard error:\n%s", stderr.Bytes())
	}
	r := facts(t, out)
	if len(r.Wrong) > 0 {
		t.Errorf("facts that do not hold:\n%s", strings.Join(r.Wrong, "\n"))
	}
	for _, d := range []string{work, tmp} {
		if left, err := os.ReadDir(d); err != nil || len(left) > 0 {
			t.Errorf("files left behind: %v %v", left, err)
		}
	}
}

// Text for people shows the same facts, without colours where there is no terminal.
func TestText(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), []string{seconds}, &stdout, &stderr); code != 0 {
		t.Fatalf("exit status %d\n%s\n%s", code, stderr.Bytes(), stdout.Bytes())
	}
	text := stdout.String()
	if strings.Contains(text, "\x1b") {
		t.Error("colours without a terminal")
	}
	for _, want := range []string{"acme", "globex", "initech", "hooli", "ErrScope", "ErrInstanceGone", "monthly invoice", "0 facts did not hold"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text says nothing of %q", want)
		}
	}
}

func TestUsage(t *testing.T) {
	for _, tc := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"-h"}, 0, "usage: multitenant"},
		{[]string{"-nosuch"}, 2, "-nosuch"},
		{[]string{"-seconds=-1"}, 2, "0 to 3600"},
		{[]string{"-seconds=many"}, 2, "many"},
		{[]string{"extra"}, 2, "no arguments"},
		{[]string{"-dir=."}, 1, "is not empty"},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), tc.args, &stdout, &stderr); code != tc.code || !strings.Contains(stderr.String(), tc.says) || stdout.Len() > 0 {
			t.Errorf("%v: exit status %d, %q, %q; want %d and %q", tc.args, code, stdout.String(), stderr.String(), tc.code, tc.says)
		}
	}
}
