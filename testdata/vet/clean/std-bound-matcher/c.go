// Package stdboundmatcher keeps a method of an expression in a list of rules.
package stdboundmatcher

import (
	"context"
	"regexp"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-bound-matcher scope=tenant
type C struct{ sig.Instance }

type rule struct {
	name string
	ok   func(string) bool
}

func match(expr string) func(string) bool {
	re := regexp.MustCompile(expr)
	return re.MatchString
}

var rules = []rule{{"word", match(`^\w+$`)}, {"long", match(`.{8}`)}}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string, n int64) (string, error) {
	for _, r := range rules {
		if !r.ok(s) {
			return r.name, nil
		}
	}
	return "", nil
}
