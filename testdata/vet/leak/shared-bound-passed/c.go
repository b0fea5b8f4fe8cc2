package sharedboundpassed

import (
	"bytes"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

//sig:component name=shared-bound-passed scope=shared
type C struct {
	sig.Instance
	b bytes.Buffer
}

func each(v string, f func(string) (int, error)) { f(v) }

func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.b.String()
	each(p.V, c.b.WriteString) // want SIG706
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
