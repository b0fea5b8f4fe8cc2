package main

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Receipt has a number.
type Receipt struct{ Number int64 }

// Payment is an amount.
type Payment struct{ Cents int }

// Till counts.
//
//sig:component name=idempotency-till scope=tenant
type Till struct {
	sig.Instance
	n atomic.Int64
}

//sig:runnable
func (t *Till) Pay(ctx context.Context, p Payment) (Receipt, error) { return Receipt{t.n.Add(1)}, nil }
