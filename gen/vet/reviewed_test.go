package vet

import (
	"testing"

	"github.com/sigen-dev/sigen/gen/vet/internal/benign"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// TestReviewedVerbs promises that the summaries of reviewed packages can be read: one that
// cannot would count as writing everything, and nobody would know why.
func TestReviewedVerbs(t *testing.T) {
	for key, m := range benign.Load() {
		for name, verb := range m.Verbs {
			if _, err := std.Verb(verb); err != nil {
				t.Errorf("%s: %s: %v", key, name, err)
			}
		}
	}
}
