// Package setbypackage has a variable of another package, which a third one sets.
package setbypackage

import (
	"context"
	"github.com/sigen-dev/sigen/testdata/vet/deep/attack/set-by-package/hook"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-set-by-package scope=tenant
type C struct{ sig.Instance }

type text = hook.Text

func init() { hook.Get = upper }

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
	return string(hook.Get(text(s))), nil
}
