// Package stock knows what is there.
package stock

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// CountParams name an article.
type CountParams struct {
	Article string `json:"article" sig:"min=1"`
}

// Count is a number of articles.
type Count int

// Stock counts articles.
//
//sig:contract name=client-stock
type Stock interface {
	//sig:runnable
	Count(ctx context.Context, p CountParams) (Count, error)
}

// Memory is a stock in memory.
//
//sig:component name=client-memory-stock scope=tenant
//sig:provides Stock
type Memory struct {
	sig.Instance
	Start int `sig:"prop,default=10"`
}

// Count answers.
func (m *Memory) Count(ctx context.Context, p CountParams) (Count, error) {
	c, _ := sig.CallerOf(ctx)
	m.Log().Log(ctx, sig.LevelDebug, "count", sig.Attr{Key: "caller", Value: c.Tenant()})
	return Count(m.Start + len(p.Article)), nil
}
