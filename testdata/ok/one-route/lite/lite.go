// Package lite is small.
package lite

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/one-route/api"
)

// DB is small.
//
//sig:component name=one-route-lite scope=tenant
//sig:provides api.DB
type DB struct{ sig.Instance }

// Count counts.
func (d *DB) Count(ctx context.Context, t api.Table) (api.Rows, error) {
	return api.Rows(len(t.Name)), nil
}
