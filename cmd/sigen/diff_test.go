package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestDiff(t *testing.T) {
	dir := marketModule(t)
	code, out, errs := sigen("diff", "-C", dir, ".")
	if code != exitFindings || !strings.Contains(out, "+++ ") || !strings.Contains(out, "+const _ = abi.Contract1") {
		t.Errorf("%d %s\n%.300s", code, errs, out)
	}
	var doc struct {
		Version     int
		Files       []struct{ Action, Path string }
		Diff        string
		Diagnostics []any
	}
	code, text, errs := sigen("diff", "-C", dir, "-json", ".")
	if err := json.Unmarshal([]byte(text), &doc); err != nil || code != exitFindings || errs != "" {
		t.Fatalf("-json: %d %s, %v\n%.300s", code, errs, err, text)
	}
	if len(doc.Files) == 0 || doc.Files[0].Action != "create" || doc.Files[0].Path != "sig_gen.go" || doc.Version != 1 || doc.Diff != out || doc.Diagnostics == nil {
		t.Errorf("-json: %+v", doc)
	}
	if code, _, errs := sigen("-C", dir, "."); code != exitFine {
		t.Fatal(errs)
	}
	if code, text, _ := sigen("diff", "-C", dir, "-json", "."); code != exitFine || !strings.Contains(text, `"files": []`) || !strings.Contains(text, `"diff": ""`) {
		t.Errorf("-json after generating: %d %s", code, text)
	}
	if code, out, errs := sigen("diff", "-C", dir, "."); code != exitFine || out != "" || errs != "" {
		t.Errorf("after generating: %d %q %q", code, out, errs)
	}
}

// A change of the schema is held against the last commit, without touching the work tree.
func TestDiffSchema(t *testing.T) {
	dir := marketModule(t)
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "one"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	if code, out, errs := sigen("diff", "-C", dir, "-schema", "."); code != exitFine || out != "" || errs != "" {
		t.Fatalf("without a change: %d %q %q", code, out, errs)
	}
	for _, test := range []struct {
		name, old, new string
		breaking       bool
		want           string
	}{
		{"a new optional param", "Kind  string", "More  string `json:\"more\" sig:\"default=x\"`\n\tKind  string", false, "compatible  market.buy params.more: the field is new"},
		{"a new required param", "Kind  string", "More  string `json:\"more\"`\n\tKind  string", true, "breaking    market.buy params.more: the field is new and required"},
		{"a param that goes", "\tKind  string `json:\"kind\" sig:\"default=a,enum=a|b\"`\n", "", true, "breaking    market.buy params.kind: the field is gone"},
		{"a limit that tightens", "min=1,max=20", "min=1,max=10", true, "breaking    market.buy params.item: max 20 became 10"},
		{"a limit that loosens", "min=1,max=20", "min=1,max=30", false, "compatible  market.buy params.item: max 20 became 30"},
		{"a duration that loosens", "max=90s", "max=2m", false, "compatible  market.buy params.wait: max 90s became 2m"},
		{"a duration that tightens", "max=90s", "max=80s", true, "breaking    market.buy params.wait: max 90s became 80s"},
		{"a type that stands deeper inside itself", "\tText string `json:\"text\"`\n", "\tText string `json:\"text\"`\n\tMore []Line `json:\"more\"`\n", false, "compatible  market.buy result.lines[].more: the field is new"},
		{"a value that goes", "enum=a|b", "enum=a|c", true, "breaking    market.buy params.kind: b are refused now"},
		{"params read more", "Count int32", "Count int64", false, "compatible  market.buy params.count: int32 became int64"},
		{"params read less", "Count int32", "Count int8", true, "breaking    market.buy params.count: int32 became int8"},
		{"a result field that goes", "\tText string `json:\"text\"`\n", "\tTexts string `json:\"texts\"`\n", true, "breaking    market.buy result.lines[].text: the field is gone"},
		{"a result field that is new", "\tText string `json:\"text\"`\n", "\tText string `json:\"text\"`\n\tMore int `json:\"more\"`\n", false, "compatible  market.buy result.lines[].more: the field is new"},
		{"a result that may be null no more", "Note  *string", "Note  string", false, ""},
		{"another route", "name=market\n", "name=bazaar\n", true, "breaking    market: the route is gone"},
		{"another name of a runnable", "//sig:runnable desc=\"Buy something\"", "//sig:runnable name=purchase desc=\"Buy something\"", true, "breaking    market.buy: the runnable is gone"},
		{"not idempotent any more", "timeout=2s idempotent", "timeout=2s", true, "breaking    market.buy: it is not idempotent any more"},
		{"a settings key with another default", "default=3", "default=4", false, "compatible  settings market.limit: default 3 became 4"},
		{"a settings key of another type", "Limit int ", "Limit string ", true, "breaking    settings market.limit: int became string"},
		{"an event of another topic", "topic=orders.placed", "topic=orders.made", true, "breaking    event orders.placed: the event is gone"},
	} {
		if !strings.Contains(market, test.old) {
			t.Fatalf("%s: the source has no %q", test.name, test.old)
		}
		changed := strings.Replace(market, test.old, test.new, 1)
		if test.name == "a settings key of another type" {
			changed = strings.Replace(changed, "default=3,min=1,max=9", "default=3,min=1", 1)
		}
		write(t, filepath.Join(dir, "shop.go"), changed)
		code, out, errs := sigen("diff", "-C", dir, "-schema", ".")
		if code != map[bool]int{true: exitFindings, false: exitFine}[test.breaking] || !strings.Contains(out, test.want) {
			t.Errorf("%s: %d, want %q\n%s%s", test.name, code, test.want, out, errs)
		}
	}
	code, out, _ := sigen("diff", "-C", dir, "-schema", "-json", ".")
	var doc struct {
		Version, Breaking int
		Base              string
		Changes           []struct{ Breaking bool }
	}
	if err := json.Unmarshal([]byte(out), &doc); err != nil || code != exitFindings || doc.Version != diffSchemaVersion || doc.Breaking != 1 || !doc.Changes[0].Breaking {
		t.Errorf("%d %v %s", code, err, out)
	}
	status := exec.Command("git", "status", "--porcelain")
	status.Dir = dir
	if out, err := status.Output(); err != nil || strings.TrimSpace(string(out)) != "M shop.go" {
		t.Errorf("the work tree and the index are touched: %v %q", err, out)
	}
	for base, want := range map[string]string{"nowhere": "git rev-parse", "--help": "is no commit"} {
		if code, _, errs := sigen("diff", "-C", dir, "-schema", "-base="+base, "."); code != exitFailure || !strings.Contains(errs, want) {
			t.Errorf("-base %s: %d %s", base, code, errs)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "sigen-diff-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
