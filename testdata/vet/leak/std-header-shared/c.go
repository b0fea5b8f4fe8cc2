// Package stdheadershared changes headers that it got from the package.
package stdheadershared

import (
	"context"
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-header-shared scope=tenant
type C struct{ sig.Instance }

var defaults = http.Header{"Accept": {"text/plain"}}

func headers() http.Header { return defaults }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string, n int64) (string, error) {
	h := headers()
	h.Set("X-Name", s) // want SIG701
	return h.Get("X-Name"), nil
}
