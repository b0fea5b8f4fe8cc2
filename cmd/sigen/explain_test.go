package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/gen"
)

func TestExplain(t *testing.T) {
	code, out, errs := sigen("explain", "sig405")
	for _, want := range []string{"SIG405: A computed value reads what changes unseen\n", "\nWrong:\n", "    func (c *Cart) computeHits() int64 { return c.hits.Load() }\n", "\nRight:\n"} {
		if code != exitFine || !strings.Contains(out, want) {
			t.Errorf("%d %s: lacks %q:\n%s", code, errs, want, out)
		}
	}
	code, out, _ = sigen("explain")
	if code != exitFine || strings.Count(out, "\n") != len(gen.Codes()) || !strings.Contains(out, "SIG701  ") {
		t.Errorf("%d\n%s", code, out)
	}
	code, out, _ = sigen("explain", "-json", "SIG101")
	var doc explainDocument
	if err := json.Unmarshal([]byte(out), &doc); err != nil || code != exitFine || doc.Version != explainSchema || len(doc.Codes) != 1 || len(doc.Codes[0].Wrong) != 1 {
		t.Errorf("%d %v %s", code, err, out)
	}
	for arg, want := range map[string]string{"SIG999": "did you mean SIG", "sheep": "sigen explain lists them"} {
		if code, _, errs := sigen("explain", arg); code != exitFailure || !strings.Contains(errs, want) {
			t.Errorf("%s: %d %s", arg, code, errs)
		}
	}
}
