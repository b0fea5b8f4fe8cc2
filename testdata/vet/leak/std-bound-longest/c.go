// Package stdboundlongest keeps the method of an expression that changes it.
package stdboundlongest

import (
	"context"
	"regexp"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-bound-longest scope=tenant
type C struct{ sig.Instance }

var re = regexp.MustCompile(`a|ab`)

var prefer = re.Longest

// Prefer changes what matches.
//
//sig:runnable desc="changes"
func (c *C) Prefer(ctx context.Context) error {
	prefer() // want SIG702
	return nil
}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string, n int64) (string, error) {
	return re.FindString(s), nil
}
