package requeststruct

import (
	"context"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type request struct {
	c *C
	p P
	n int
}

func (r *request) step(s string) { r.n += len(s) + r.c.table[s] }

func (r *request) run() R {
	for _, s := range strings.Fields(r.p.V) {
		r.step(s)
	}
	return R{fmt.Sprint(r.n)}
}

// C answers with a table of its own.
//
//sig:component name=request-struct scope=shared
type C struct {
	sig.Instance
	table map[string]int
}

//sig:activate
func (c *C) open(ctx context.Context) error { c.table = map[string]int{"a": 1}; return nil }

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) { return (&request{c: c, p: p}).run(), nil }

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
