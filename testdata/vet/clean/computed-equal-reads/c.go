package computedequalreads

import (
	"context"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A Plan is compared by what is in it.
type Plan struct{ V []string }

var ignored = map[string]bool{"": true}

// Equal compares.
func (p Plan) Equal(q Plan) bool {
	return slices.EqualFunc(p.V, q.V, func(a, b string) bool { return a == b || ignored[a] && ignored[b] })
}

// C computes.
//
//sig:component name=computed-equal-reads scope=tenant
type C struct {
	sig.Instance
	Cur sig.Signal[string]
}

//sig:computed
func (c *C) computePlan() Plan { return Plan{strings.Fields(c.Cur.Get())} }

//sig:runnable
func (c *C) Do(ctx context.Context, p P) error {
	c.Cur.Set(p.V)
	_ = c.computePlan()
	return nil
}

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
