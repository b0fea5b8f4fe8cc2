package embeddedinterfacepromoted

import (
	"context"
	"github.com/sigen-dev/sigen/testdata/vet/leak/embedded-interface-promoted/w"

	sig "github.com/sigen-dev/sigen/runtime"
)

//sig:component name=embedded-interface-promoted scope=tenant
type C struct {
	sig.Instance
	w.Worker
}

//sig:activate
func (c *C) open(ctx context.Context) error { c.Worker = w.New(); return nil }
