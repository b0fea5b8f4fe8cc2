package sharedselectsets

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

//sig:component name=shared-select-sets scope=shared
type C struct {
	sig.Instance
	Pool sqldb.Pool `sig:"requires"`
}

func (c *C) Do(ctx context.Context, p P) error {
	_, err := c.Pool.Query(ctx, "SELECT setval('last', $1)", p.N) // want SIG709
	return err
}

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
