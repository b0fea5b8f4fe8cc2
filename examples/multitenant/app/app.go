// Package app composes what all tenants share: the kernel, the providers, and the
// components that it may run.
//
// inject.go says what is in it, and wire writes wire_gen.go from that. Every
// package with components or a provider has a generated Mount that discovers
// them on a kernel, and whose parameters are the providers that its components
// need; so a provider that is left out of inject.go is wire's own "no provider found".
package app

import (
	"github.com/sigen-dev/sigen/examples/multitenant/hostile"
	"github.com/sigen-dev/sigen/examples/multitenant/jsondb"
	"github.com/sigen-dev/sigen/examples/multitenant/rowcount"
	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
)

// App is the shared part, discovered and not yet booted. Instances are the
// host's to add.
type App struct {
	Kernel *sig.Kernel

	// The components; what they need comes with them.
	Databases tenantdb.Mounted
	JSON      jsondb.Mounted
	Operator  rowcount.Mounted
	Hostile   hostile.Mounted
}

// An Audit takes audit lines.
type Audit func(sig.AuditEvent)

func newKernel(audit Audit, log sig.Logger) *sig.Kernel {
	return sig.New(sig.WithAudit(audit), sig.WithLogger(log))
}
