// Package exit: the process ends
package exit

import (
	"context"
	"os"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=exit scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Stop(ctx context.Context) error {
	os.Exit(1) // want SIG703
	return nil
}
