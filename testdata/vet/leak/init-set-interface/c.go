// Package initsetinterface sets an interface through a pointer that init hands on.
package initsetinterface

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=init-set-interface scope=tenant
type C struct{ sig.Instance }

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return f.code(s), nil
}

type coder interface{ code(s string) string }

type good struct{}

func (good) code(s string) string { return upper(s) }

type bad struct{}

func (bad) code(s string) string { return keep(s) }

var f coder = good{}

func set(p *coder) { *p = bad{} }

func init() { set(&f) }

func upper(s string) string { return strings.ToUpper(s) }

var last string

func keep(s string) string {
	was := last
	last = s // want SIG701
	return was
}
