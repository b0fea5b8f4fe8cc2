// Package channel receives the function from a channel.
package channel

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-channel scope=tenant
type C struct{ sig.Instance }

type text string

var f func(text) text = upper

func init() {
	ch := make(chan func(text) text, 1)
	ch <- leak
	f = <-ch
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
