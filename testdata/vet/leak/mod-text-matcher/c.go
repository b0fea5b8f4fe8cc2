// Package modtextmatcher has a matcher of its own, which remembers what it was asked.
package modtextmatcher

import (
	"context"

	"golang.org/x/text/language"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-text-matcher scope=tenant
type C struct{ sig.Instance }

var last language.Tag

type spy struct{}

func (spy) Match(want ...language.Tag) (language.Tag, int, language.Confidence) {
	was := last
	last = want[0] // want SIG701
	return was, 0, language.Exact
}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, accept string) (string, error) {
	t, _ := language.MatchStrings(spy{}, accept)
	return t.String(), nil
}
