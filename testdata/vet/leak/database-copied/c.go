package databasecopied

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

//sig:component name=database-copied scope=tenant
type C struct{ sig.Instance }

func (c *C) Do(ctx context.Context, p P) error { return sqldb.CopyFile(ctx, "/data/globex.db", p.V) } // want SIG703

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
