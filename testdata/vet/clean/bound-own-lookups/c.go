package boundownlookups

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C has functions of its own.
//
//sig:component name=bound-own-lookups scope=shared
type C struct {
	sig.Instance
	table map[string]string
}

//sig:activate
func (c *C) open(ctx context.Context) error { c.table = map[string]string{"a": "b"}; return nil }

func (c *C) lookup(k string) string { return c.table[k] }

func each(words []string, f func(string) string) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		out = append(out, f(w))
	}
	return out
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	f := c.lookup
	return R{strings.Join(each(strings.Fields(p.V), f), " ")}, nil
}

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is its result.
type R struct {
	V string `json:"v"`
}
