package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDryRunWritesNothing(t *testing.T) {
	dir := module(t)
	code, out, errs := sigen("-C", dir, "-n")
	if code != exitFine || out != "" || errs != "create sig_gen.go\n" {
		t.Errorf("%d\n%s%s", code, out, errs)
	}
	code, out, _ = sigen("-C", dir, "-n", "-json")
	var doc struct {
		Version     int
		Diagnostics []any
		Changes     []struct{ Action, Path string }
	}
	if err := json.Unmarshal([]byte(out), &doc); err != nil || code != exitFine || doc.Version != generateSchema || doc.Diagnostics == nil || len(doc.Changes) != 1 || doc.Changes[0].Action != "create" {
		t.Errorf("%d %v\n%s", code, err, out)
	}
	if _, err := os.Stat(filepath.Join(dir, "sig_gen.go")); err == nil {
		t.Error("-n wrote a file")
	}
	if code, _, errs = sigen("-C", dir, "-v"); code != exitFine || errs != "create sig_gen.go\n" {
		t.Errorf("-v: %d\n%s", code, errs)
	}
	if code, _, errs = sigen("-C", dir, "-v"); code != exitFine || errs != "" {
		t.Errorf("-v when nothing changes: %d\n%s", code, errs)
	}
}

func TestTimings(t *testing.T) {
	dir := module(t)
	code, out, errs := sigen("-C", dir, "-timings")
	if code != exitFine || out != "" || !strings.Contains(errs, "  list\n") || !strings.Contains(errs, "  in all\n") {
		t.Errorf("%d\n%s%s", code, out, errs)
	}
	for _, verb := range []string{"", "check"} {
		args := []string{"-C", dir, "-timings", "-json"}
		if verb != "" {
			args = append([]string{verb}, args...)
		}
		code, out, errs = sigen(args...)
		var doc struct{ Timings []timing }
		if err := json.Unmarshal([]byte(out), &doc); err != nil || code != exitFine || len(doc.Timings) == 0 || errs != "" {
			t.Errorf("%q -json: %d %v\n%s%s", verb, code, err, out, errs)
		}
	}
}

// TestCacheVerb: the cache can be seen, emptied, moved and done without.
func TestCacheVerb(t *testing.T) {
	dir := module(t)
	where := os.Getenv("SIGEN_CACHE")
	size := func() int {
		t.Helper()
		code, out, errs := sigen("cache", "-json")
		var doc struct {
			Version, Entries int
			Dir              string
		}
		if err := json.Unmarshal([]byte(out), &doc); err != nil || code != exitFine || doc.Version != 1 || doc.Dir != where {
			t.Errorf("%d %v\n%s%s", code, err, out, errs)
		}
		return doc.Entries
	}
	if n := size(); n != 0 {
		t.Errorf("%d entries before the first run", n)
	}
	if code, _, errs := sigen("-C", dir, "-cache=off"); code != exitFine || size() != 0 {
		t.Errorf("-cache=off: %d, %d entries\n%s", code, size(), errs)
	}
	if code, _, errs := sigen("-C", dir); code != exitFine || size() == 0 {
		t.Errorf("%d, %d entries\n%s", code, size(), errs)
	}
	foreign := filepath.Join(where, "v1", "README")
	write(t, foreign, "mine")
	if code, out, _ := sigen("cache"); code != exitFine || !strings.HasPrefix(out, where+": ") {
		t.Errorf("%d %s", code, out)
	}
	if code, out, errs := sigen("cache", "clean"); code != exitFine || out+errs != "" || size() != 0 {
		t.Errorf("clean: %d, %d entries\n%s%s", code, size(), out, errs)
	}
	if _, err := os.Stat(foreign); err != nil {
		t.Error("clean removed what is not an entry")
	}
	for _, args := range [][]string{{"cache", "empty"}, {"cache", "clean", "clean"}} {
		if code, _, errs := sigen(args...); code != exitFailure || !strings.Contains(errs, "clean") {
			t.Errorf("%q: %d\n%s", args, code, errs)
		}
	}
	if code, _, errs := sigen("-C", dir, "-cache=relative"); code != exitFailure || !strings.Contains(errs, "absolute") {
		t.Errorf("a relative folder: %d\n%s", code, errs)
	}
	t.Setenv("SIGEN_CACHE", "off")
	if code, out, _ := sigen("cache"); code != exitFine || !strings.Contains(out, "off") {
		t.Errorf("off: %d %s", code, out)
	}
}
