// Package far calls a desk of another process.
package far

import (
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/transport/httprpc"
	"github.com/sigen-dev/sigen/testdata/ok/http-client/api"
)

// Kernel is a kernel that serves nothing: it calls the server at url with a token.
func Kernel(url, token string) (*sig.Kernel, error) {
	t, err := httprpc.New(url, httprpc.WithAuthorization(func(r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+token)
		return nil
	}))
	if err != nil {
		return nil, err
	}
	return sig.New(sig.WithTransport(t)), nil
}

// Desk is the desk of a tenant, wherever the kernel finds it.
func Desk(k *sig.Kernel, tenant string) api.Desk { return api.NewDeskClient(k).Target(tenant) }
