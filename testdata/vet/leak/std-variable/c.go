// Package stdvariable: a variable of the standard library
package stdvariable

import (
	"context"
	"encoding/base64"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-variable scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context) error {
	base64.StdEncoding = base64.URLEncoding // want SIG711
	return nil
}
