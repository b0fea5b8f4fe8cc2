// Package initsettwo sets a variable two functions further on.
package initsettwo

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=init-set-two scope=tenant
type C struct{ sig.Instance }

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return f(s), nil
}

var f = upper

func set(p *func(string) string) { *p = keep }

func both(p *func(string) string, q *int) {
	*q++
	set(p)
}

func init() {
	var n int
	both(&f, &n)
}

func upper(s string) string { return strings.ToUpper(s) }

var last string

func keep(s string) string {
	was := last
	last = s // want SIG701
	return was
}
