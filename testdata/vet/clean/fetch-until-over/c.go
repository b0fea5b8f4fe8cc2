package fetchuntilover

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func (c *C) fetch(ctx context.Context) (*tok, error) {
	b, err := c.S.Get(ctx, "k")
	if err != nil {
		return nil, err
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	default:
	}
	return &tok{string(b)}, nil
}

type tok struct{ v string }

// C is the component.
//
//sig:component name=fetch-until-over scope=tenant
type C struct {
	sig.Instance
	S sig.Storage `sig:"requires"`
	t *tok
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	t, err := c.fetch(ctx)
	if err != nil {
		return R{}, err
	}
	c.t = t
	return R{V: t.v}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
