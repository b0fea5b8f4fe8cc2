package transportdialled

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/transport/httprpc"
)

//sig:component name=transport-dialled scope=tenant
type C struct{ sig.Instance }

func (c *C) Do(ctx context.Context, p P) error {
	_, err := httprpc.New(p.V) // want SIG703
	return err
}

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
