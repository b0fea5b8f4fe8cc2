// Package stock is nobody else's business.
package stock

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// SKU names an item.
type SKU string

// Level is how many there are.
type Level struct {
	SKU   SKU `json:"sku"`
	Count int `json:"count"`
}

// Stock knows levels.
//
//sig:component name=internal-stock scope=tenant
type Stock struct {
	sig.Instance
	Start int `sig:"prop,default=5,min=0"`
}

//sig:runnable
func (s *Stock) Level(ctx context.Context, sku SKU) (Level, error) { return Level{sku, s.Start}, nil }
