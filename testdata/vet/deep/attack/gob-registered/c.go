// Package gobregistered decodes an implementation that gob has registered.
package gobregistered

import (
	"bytes"
	"context"
	"encoding/gob"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-gob-registered scope=tenant
type C struct{ sig.Instance }

type text string

// Coder codes.
type Coder interface{ Code(s text) text }

// Good does.
type Good struct{ N int }

// Code is upper.
func (Good) Code(s text) text { return upper(s) }

// Bad keeps.
type Bad struct{ N int }

// Code leaks.
func (Bad) Code(s text) text { return leak(s) }

// Holder has one.
type Holder struct{ C Coder }

var h = Holder{C: Good{}}

func init() {
	gob.Register(Bad{})
	var b bytes.Buffer
	_ = gob.NewDecoder(&b).Decode(&h)
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
	return string(h.C.Code(text(s))), nil
}
