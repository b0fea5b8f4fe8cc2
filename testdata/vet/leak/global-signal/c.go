package globalsignal

import (
	"context"
	"github.com/sigen-dev/sigen/testdata/vet/leak/global-signal/st"

	sig "github.com/sigen-dev/sigen/runtime"
)

//sig:component name=global-signal scope=tenant
type C struct{ sig.Instance }

func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := st.Last.Get() // want SIG705
	st.Last.Set(p.V)
	return R{old}, nil
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
