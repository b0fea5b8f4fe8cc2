// Package initsetreturn puts a pointer to the variable into what another function fills.
package initsetreturn

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=init-set-return scope=tenant
type C struct{ sig.Instance }

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return f(s), nil
}

type setup struct{ target *func(string) string }

func (s setup) run() { *s.target = keep }

var f = upper

func init() {
	s := setup{&f}
	s.run()
}

func upper(s string) string { return strings.ToUpper(s) }

var last string

func keep(s string) string {
	was := last
	last = s // want SIG701
	return was
}
