package computedequalwrites

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type Plan struct{ V []string }

var seen []string

func (p Plan) Equal(q Plan) bool { seen = append(seen, p.V...); return len(seen) > 3 } // want SIG701

// C does.
//
//sig:component name=computed-equal-writes scope=tenant
type C struct {
	sig.Instance
	Nm sig.Signal[string]
}

//sig:computed
func (c *C) computePlan() Plan { return Plan{[]string{c.Nm.Get()}} }

//sig:runnable
func (c *C) Do(ctx context.Context, p P) error {
	c.Nm.Set(p.V)
	_ = c.computePlan()
	return nil
}

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
