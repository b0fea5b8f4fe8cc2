// Package full is large.
package full

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/one-route/api"
)

// DB is large.
//
//sig:component name=one-route-full scope=tenant
//sig:provides api.DB rank=1
type DB struct {
	sig.Instance
	Factor int `sig:"prop,default=1000,min=1"`
}

// Count counts.
func (d *DB) Count(ctx context.Context, t api.Table) (api.Rows, error) {
	return api.Rows(d.Factor * len(t.Name)), nil
}
