// Package arrayofstruct lies in an array of structs that is copied.
package arrayofstruct

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-array-of-struct scope=tenant
type C struct{ sig.Instance }

type text string

type entry struct {
	name string
	fn   func(text) text
}

var entries [2]entry

func init() {
	from := []entry{{"a", upper}, {"b", leak}}
	copy(entries[:], from)
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
	return string(entries[len(s)%2].fn(text(s))), nil
}
