//go:build wireinject

package app

import (
	"github.com/google/wire"

	"github.com/sigen-dev/sigen/examples/multitenant/hostile"
	"github.com/sigen-dev/sigen/examples/multitenant/jsondb"
	"github.com/sigen-dev/sigen/examples/multitenant/meter"
	"github.com/sigen-dev/sigen/examples/multitenant/rowcount"
	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/config"
	"github.com/sigen-dev/sigen/runtime/provider/credentials"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
	"github.com/sigen-dev/sigen/runtime/provider/storage"
)

// New makes a kernel that knows every component of the application.
func New(audit Audit, log sig.Logger) (*App, error) {
	wire.Build(
		newKernel,
		config.MountSet, credentials.MountSet, storage.MountSet, sqldb.MountSet, meter.MountSet,
		tenantdb.MountSet, jsondb.MountSet, rowcount.MountSet, hostile.MountSet,
		wire.Struct(new(App), "*"),
	)
	return nil, nil
}
