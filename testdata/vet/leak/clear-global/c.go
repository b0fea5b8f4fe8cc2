// Package clearglobal: an emptied map
package clearglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var m = map[string]int{"a": 1}

// C is the component.
//
//sig:component name=clear-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Reset(ctx context.Context) error {
	clear(m) // want SIG701
	return nil
}
