package boundstoragetenant

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C has its handle's methods called by others.
//
//sig:component name=bound-storage-tenant scope=tenant
type C struct {
	sig.Instance
	S sig.Storage `sig:"requires"`
}

func each(ctx context.Context, v []string, f func(context.Context, string, []byte) error) error {
	for _, k := range v {
		if err := f(ctx, k, nil); err != nil {
			return err
		}
	}
	return nil
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) error {
	get := c.S.Get
	if b, err := get(ctx, p.K); err == nil && len(b) > 0 {
		return nil
	}
	return each(ctx, strings.Fields(p.V), c.S.Put)
}

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
