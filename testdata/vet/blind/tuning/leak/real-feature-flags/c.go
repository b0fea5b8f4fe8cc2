// Package realfeatureflags: feature flags with overrides at run time.
//
// Verdict: leak.
// Why: Override writes the package's table of rules, so one tenant turns a feature on for all.
package realfeatureflags

import (
	"context"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// rule says who gets a feature.
type rule struct {
	Percent int
	Users   []string
}

func (r rule) on(feature, user string) bool {
	if slices.Contains(r.Users, user) {
		return true
	}
	h := fnv.New32a()
	io.WriteString(h, feature)
	io.WriteString(h, user)
	return int(h.Sum32()%100) < r.Percent
}

// ruleset has the rules of all features.
type ruleset struct {
	mu    sync.RWMutex
	rules map[string]*rule
}

func (s *ruleset) find(name string) (*rule, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r, ok := s.rules[name]
	return r, ok
}

var rules = &ruleset{rules: map[string]*rule{
	"new-checkout": {Percent: 10},
	"dark-mode":    {Percent: 100},
	"export":       {Users: []string{"root"}},
}}

// Question asks for a feature.
type Question struct {
	Feature string `json:"feature"`
	User    string `json:"user"`
}

// Override lets a user have a feature.
type Override struct {
	Feature string `json:"feature"`
	User    string `json:"user"`
	Percent int    `json:"percent" sig:"min=0,max=100"`
}

// Answer says whether it is on.
type Answer struct {
	On bool `json:"on"`
}

// Flags answers which features are on.
//
//sig:component name=real-feature-flags scope=tenant
type Flags struct {
	sig.Instance
}

// Ask tells whether a feature is on.
//
//sig:runnable desc="Is a feature on?"
func (f *Flags) Ask(ctx context.Context, q Question) (Answer, error) {
	r, ok := rules.find(q.Feature)
	if !ok {
		return Answer{}, fmt.Errorf("feature %q: %w", q.Feature, sig.ErrNotFound)
	}
	return Answer{On: r.on(q.Feature, q.User)}, nil
}

// Allow changes a rule.
//
//sig:runnable desc="Let a user have a feature"
func (f *Flags) Allow(ctx context.Context, o Override) error {
	r, ok := rules.find(o.Feature)
	if !ok {
		return sig.ErrNotFound
	}
	if o.User != "" {
		r.Users = append(r.Users, o.User) // want leak
	}
	if o.Percent > 0 {
		r.Percent = o.Percent // want leak
	}
	return nil
}
