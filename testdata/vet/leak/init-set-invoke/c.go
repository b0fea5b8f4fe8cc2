// Package initsetinvoke has a variable set by a method of an interface.
package initsetinvoke

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=init-set-invoke scope=tenant
type C struct{ sig.Instance }

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return f(s), nil
}

var f = upper

type setter interface{ set(p *func(string) string) }

type plain struct{}

func (plain) set(p *func(string) string) { *p = keep }

var by setter = plain{}

func init() { by.set(&f) }

func upper(s string) string { return strings.ToUpper(s) }

var last string

func keep(s string) string {
	was := last
	last = s // want SIG701
	return was
}
