package main

import (
	"github.com/sigen-dev/sigen/gen/gentest"

	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
)

const source = `package shop

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Shop is a shop.
//
//sig:component name=shop scope=tenant
type Shop struct{ sig.Instance }

//sig:runnable
func (s *Shop) Open(ctx context.Context) error { return nil }
`

// repo is the root of this module.
func repo(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// module makes another module that uses this one as a tool, from what is in the module cache.
func module(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := (gentest.Module{Path: "example.com/shop", Tool: true, Files: map[string]string{"shop.go": source}}).Write(dir, repo(t)); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOFLAGS", "-mod=mod")
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOWORK", "off")
	t.Setenv("SIGEN_CACHE", filepath.Join(t.TempDir(), "cache"))
	return dir
}

// sigen runs the command in this process.
func sigen(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(context.Background(), args, &out, &errs)
	return code, out.String(), errs.String()
}

func TestGenerateAndCheck(t *testing.T) {
	dir := module(t)
	code, out, errs := sigen("check", "-C", dir, "./...")
	if code != exitFindings || !strings.Contains(out, "+++ b/sig_gen.go") || !strings.Contains(out, "+package shop") || errs != "" {
		t.Errorf("check before: %d\n%s%s", code, out, errs)
	}
	if _, err := os.Stat(filepath.Join(dir, "sig_gen.go")); err == nil {
		t.Error("check wrote a file")
	}
	if code, out, errs = sigen("-C", dir); code != exitFine || out+errs != "" {
		t.Errorf("generate: %d\n%s%s", code, out, errs)
	}
	if code, out, errs = sigen("-C", dir, "check"); code != exitFine || out+errs != "" {
		t.Errorf("check after: %d\n%s%s", code, out, errs)
	}
	name := filepath.Join(dir, "sig_gen.go")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	write(t, name, strings.Replace(string(data), "openShop", "OpenShop", 1)+"\n// more\n")
	code, out, _ = sigen("check", "-C", dir)
	if code != exitFindings || !strings.Contains(out, "-// more") || !strings.Contains(out, "@@") {
		t.Errorf("check of a stale file: %d\n%s", code, out)
	}
	code, out, _ = sigen("check", "-json", "-C", dir)
	var doc struct {
		Version     int
		Stale       []string
		Diagnostics []any
	}
	if err := json.Unmarshal([]byte(out), &doc); err != nil || code != exitFindings || doc.Version != checkSchema || len(doc.Stale) != 1 || doc.Stale[0] != "sig_gen.go" {
		t.Errorf("check -json: %d %v\n%s", code, err, out)
	}
}

func TestFindings(t *testing.T) {
	dir := module(t)
	write(t, filepath.Join(dir, "shop.go"), strings.Replace(source, "//sig:runnable", "//sig:runable", 1))
	code, out, errs := sigen("-C", dir)
	if code != exitFindings || out != "" || !strings.HasPrefix(errs, "shop.go:14:1: SIG") || !strings.Contains(errs, "hint: did you mean //sig:runnable?") {
		t.Errorf("%d\n%s%s", code, out, errs)
	}
	if _, err := os.Stat(filepath.Join(dir, "sig_gen.go")); err == nil {
		t.Error("a run with findings wrote a file")
	}
	code, out, errs = sigen("-json", "-C", dir)
	var doc struct {
		Version     int
		Diagnostics []struct {
			File string
			Line int
			Code string
		}
	}
	if err := json.Unmarshal([]byte(out), &doc); err != nil || code != exitFindings || errs != "" || doc.Version == 0 || len(doc.Diagnostics) == 0 || doc.Diagnostics[0].Line != 14 {
		t.Errorf("-json: %d %v\n%s%s", code, err, out, errs)
	}
}

func TestFailures(t *testing.T) {
	dir := module(t)
	for _, args := range [][]string{
		{"-C", dir, "./nowhere/..."},
		{"-C", dir, "./nowhere"},
		{"-C", filepath.Join(dir, "gone")},
		{"-nope"},
		{"-C"},
		{"version", "./..."},
		{"./...", "-json"},
		{""},
	} {
		if code, out, errs := sigen(args...); code != exitFailure || out != "" || !strings.HasPrefix(errs, "sigen") || !strings.Contains(errs, ": ") {
			t.Errorf("%q: exit status %d, want %d\n%s%s", args, code, exitFailure, out, errs)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, errs bytes.Buffer
	if code := run(ctx, []string{"-C", dir}, &out, &errs); code != exitFailure {
		t.Errorf("interrupted: exit status %d", code)
	}
}

func TestTags(t *testing.T) {
	dir := module(t)
	write(t, filepath.Join(dir, "shop.go"), "//go:build special\n\n"+source)
	write(t, filepath.Join(dir, "plain.go"), "package shop\n")
	if code, _, errs := sigen("-C", dir); code != exitFine {
		t.Fatalf("%d\n%s", code, errs)
	}
	if _, err := os.Stat(filepath.Join(dir, "sig_gen.go")); err == nil {
		t.Error("generated for a file that the build leaves out")
	}
	if code, _, errs := sigen("-tags", "other,special", "-C", dir); code != exitFine {
		t.Fatalf("%d\n%s", code, errs)
	}
	if _, err := os.Stat(filepath.Join(dir, "sig_gen.go")); err != nil {
		t.Error(err)
	}
}

func TestHelpFitsAScreen(t *testing.T) {
	for _, args := range [][]string{{"-h"}, {"help"}, {"check", "-h"}, {"--help"}} {
		code, out, errs := sigen(args...)
		if code != exitFine || out != usage() || errs != "" {
			t.Errorf("%q: %d\n%s%s", args, code, out, errs)
		}
	}
	lines := strings.Split(usage(), "\n")
	if len(lines) > 48 {
		t.Errorf("help has %d lines", len(lines))
	}
	for _, l := range lines {
		if len(strings.ReplaceAll(l, "\t", "        ")) > 96 {
			t.Errorf("too wide: %s", l)
		}
	}
}

// TestHelpOfEveryVerb: the table, the help and the verbs agree.
func TestHelpOfEveryVerb(t *testing.T) {
	for _, v := range verbs {
		if !strings.Contains(usage(), strings.TrimSpace("sigen "+v.name)+" "+v.args) || v.short == "" {
			t.Errorf("%q is not in the help", v.name)
		}
		if v.name == "" {
			continue
		}
		code, before, _ := sigen("help", v.name)
		_, behind, _ := sigen(v.name, "-h")
		if code != exitFine || before != behind || before == "" {
			t.Errorf("help %s and %s -h differ, or fail", v.name, v.name)
		}
	}
}

func TestVersion(t *testing.T) {
	code, out, _ := sigen("version")
	if code != exitFine || !strings.HasPrefix(out, "sigen ") || !strings.Contains(out, "go1.") {
		t.Errorf("%d %q", code, out)
	}
	if _, same, _ := sigen("--version"); same != out {
		t.Errorf("--version prints %q", same)
	}
	code, out, _ = sigen("version", "-json")
	var b build
	if err := json.Unmarshal([]byte(out), &b); err != nil || code != exitFine || b.Module != ownModule || b.Schema == 0 {
		t.Errorf("-json: %d %v %s", code, err, out)
	}
	tool := buildOf(&debug.BuildInfo{GoVersion: "go1.26", Main: debug.Module{Path: "example.com/x"}, Deps: []*debug.Module{{Path: ownModule, Version: "v1.2.3"}},
		Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "theirs"}}})
	if tool.Sigen != "v1.2.3" || tool.Revision != "" {
		t.Errorf("as a tool of another module: %+v", tool)
	}
	own := buildOf(&debug.BuildInfo{Main: debug.Module{Path: ownModule, Version: "v1.2.3"}, Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "abc"}, {Key: "vcs.modified", Value: "true"}}})
	if own.Sigen != "v1.2.3" || own.Revision != "abc" || !own.Modified {
		t.Errorf("by itself: %+v", own)
	}
	if buildOf(nil).Sigen == "" {
		t.Error("without build information: no text")
	}
}

// TestAsATool runs "go tool sigen" in another module, and go generate.
func TestAsATool(t *testing.T) {
	dir := module(t)
	goCommand := func(args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "go", args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	if out := goCommand("tool", "sigen", "./..."); out != "" {
		t.Errorf("not silent: %s", out)
	}
	goCommand("vet", "./...")
	goCommand("tool", "sigen", "check", "./...")
	name := filepath.Join(dir, "sig_gen.go")
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "generate.go"), "package shop\n\n//go:generate go tool sigen ./...\n")
	goCommand("generate", "./...")
	if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
		t.Errorf("go generate made something else: %v", err)
	}
}
