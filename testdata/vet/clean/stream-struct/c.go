package streamstruct

import (
	"context"
	"iter"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type rows struct {
	c     *C
	words []string
}

func (r rows) all(yield func(R, error) bool) {
	for _, w := range r.words {
		if !yield(R{r.c.table[w]}, nil) {
			return
		}
	}
}

// C streams.
//
//sig:component name=stream-struct scope=shared
type C struct {
	sig.Instance
	table map[string]string
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) iter.Seq2[R, error] { return rows{c, strings.Fields(p.V)}.all }

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
