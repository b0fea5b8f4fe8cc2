// Package chosenbyinterface has a function that an interface picked when the package was initialised.
package chosenbyinterface

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-chosen-by-interface scope=tenant
type C struct{ sig.Instance }

type text string

type source interface{ pick() func(text) text }

type fixed struct{}

func (fixed) pick() func(text) text { return upper }

var from source = fixed{}

var format = from.pick()

func upper(s text) text { return text(strings.ToUpper(string(s))) }

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return string(format(text(s))), nil
}
