//go:build corpus

package vet

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestBlindCorpus promises that the figures over cases whose author did not know the rules
// do not get worse than what was landed. Of the sealed half it prints figures alone: whoever
// changes a rule is not to know its cases. It needs minutes, since the cases use modules such
// as protobuf, and so belongs to make vet-corpus.
func TestBlindCorpus(t *testing.T) {
	sets := map[string]tally{}
	for _, half := range []string{"tuning", "sealed"} {
		start := time.Now()
		dir := filepath.Join(corpus, "blind", half)
		r, err := Run(t.Context(), Config{Dir: dir, Patterns: []string{"./..."}})
		if err != nil {
			t.Fatal(err)
		}
		s := tally{quiet: half == "sealed", allowed: true}
		root, _ := filepath.Abs(dir)
		for _, c := range r.Components {
			rel, _ := filepath.Rel(root, filepath.Dir(c.Pos.File))
			name := filepath.ToSlash(rel)
			kind, _, _ := strings.Cut(name, "/")
			s.add(t, r, c, kind, name)
		}
		fmt.Printf("blind %-6s %v; %d packages, %v\n", half, s, r.Packages, time.Since(start).Round(10*time.Millisecond))
		sets["blind-"+half] = s
	}
	floor(t, sets)
}

// TestCorpusFacts promises of the whole corpus what TestSameFacts promises of a part.
func TestCorpusFacts(t *testing.T) {
	sameFacts(t, Config{Dir: corpus, Patterns: []string{"./leak/...", "./clean/..."}})
}
