// Package stdheaderclone changes a copy of the headers of the package.
package stdheaderclone

import (
	"context"
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-header-clone scope=tenant
type C struct{ sig.Instance }

var defaults = http.Header{"Accept": {"text/plain"}}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string, n int64) (string, error) {
	h := defaults.Clone()
	h.Set("X-Name", s)
	return h.Get("X-Name"), nil
}
