package clientencodesparam

import (
	"context"
	"github.com/sigen-dev/sigen/testdata/vet/leak/client-encodes-param/api"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C does.
//
//sig:component name=client-encodes-param scope=tenant
type C struct {
	sig.Instance
	Other api.APIClient `sig:"requires"`
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) error { return c.Other.Do(ctx, api.Q{T: api.Of(p.V)}) }

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
