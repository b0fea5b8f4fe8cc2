package pertenantstruct

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cart struct{ items []string }

func (k *cart) add(v string) int { k.items = append(k.items, v); return len(k.items) }

type job struct {
	k *cart
	v string
}

func (j job) run() int { return j.k.add(j.v) }

// C keeps carts apart.
//
//sig:component name=per-tenant-struct scope=shared
type C struct {
	sig.Instance
	carts sig.PerTenant[cart]
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	k, err := c.carts.Get(ctx)
	if err != nil {
		return R{}, err
	}
	return R{fmt.Sprint(job{k, p.V}.run())}, nil
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
