package app

import (
	"net/http"

	"github.com/sigen-dev/sigen/runtime/transport/httprpc"
)

// Handler serves the application to its tenants over HTTP, as the document says that
// "sigen schema ./examples/multitenant/..." writes. verified finds the tenant of a request by what the
// client cannot choose; whoever has none gets 403.
func (a *App) Handler(verified func(*http.Request) (tenant string, err error)) http.Handler {
	return httprpc.NewHandler(a.Kernel, httprpc.WithTenant(verified))
}
