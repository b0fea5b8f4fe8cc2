// Package shop may see it.
package shop

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal-package/internal/stock"
)

// Level is the public name of an internal type.
type Level = stock.Level

// Shop asks the stock.
//
//sig:component name=internal-shop scope=tenant
type Shop struct {
	sig.Instance
	Stock stock.StockClient `sig:"requires"`
}

// Item is asked for.
type Item struct {
	SKU stock.SKU `json:"sku" sig:"min=1"`
}

//sig:runnable
func (s *Shop) Ask(ctx context.Context, i Item) (Level, error) { return s.Stock.Level(ctx, i.SKU) }
