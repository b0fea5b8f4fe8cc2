// Package trustedcounter: a finding that somebody accepted
package trustedcounter

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// calls is for the operator, who may see all.
//
//sig:trust reason="a count for the operator, read by nobody else"
var calls atomic.Int64

// C is the component.
//
//sig:component name=trusted-counter scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context) error {
	calls.Add(1)
	return nil
}
