package globalsignalargument

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/reactive"
)

var sg = reactive.NewSignal(reactive.NewDomain(), "")

func swap(s *reactive.Signal[string], v string) string { old := s.Get(); s.Set(v); return old }

//sig:component name=global-signal-argument scope=tenant
type C struct{ sig.Instance }

func (c *C) Do(ctx context.Context, p P) (R, error) { return R{swap(sg, p.V)}, nil } // want SIG705

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
