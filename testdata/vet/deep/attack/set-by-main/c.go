// Package setbymain has an exported variable that main sets.
package setbymain

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-set-by-main scope=tenant
type C struct{ sig.Instance }

type text string

// F formats.
var F func(text) text = upper

// Leak keeps.
func Leak(s text) text { return leak(s) }

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
	return string(F(text(s))), nil
}
