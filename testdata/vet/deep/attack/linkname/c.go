// Package linkname has a variable that another package names by linkname.
package linkname

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-linkname scope=tenant
type C struct{ sig.Instance }

type text string

var f func(text) text = upper

// Leak keeps.
func Leak(s string) string { return string(leak(text(s))) }

func init() {
	if len(last) > 0 {
		f = upper
	}
}

func upper(s text) text { return text(strings.ToUpper(string(s))) }

var last text

func leak(s text) text {
	was := last
	last = s
	return was
}

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return string(f(text(s))), nil
}
