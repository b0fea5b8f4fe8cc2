// Package pluginopen: a plugin
package pluginopen

import (
	"context"
	"plugin"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=plugin-open scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Load(ctx context.Context, p P) error {
	_, err := plugin.Open(p.K) // want SIG704
	return err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
