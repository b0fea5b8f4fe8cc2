// Package realsingleflightglobal: duplicate loads are merged over all tenants.
//
// Verdict: leak.
// Why: The group's key is the product alone, so a tenant that asks meanwhile gets the price of the
// tenant that asked first.
package realsingleflightglobal

import (
	"cmp"
	"context"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// loads merges loads of the same product.
var loads singleflight.Group

// Price is what a product costs a tenant's customers.
type Price struct {
	SKU   string    `json:"sku"`
	Cents int64     `json:"cents"`
	At    time.Time `json:"at"`
}

// Lookup names a product.
type Lookup struct {
	SKU string `json:"sku" sig:"min=1,max=40"`
}

// Prices tells prices, with a discount per tenant.
//
//sig:component name=real-singleflight-global scope=tenant
type Prices struct {
	sig.Instance

	Pool sqldb.Pool `sig:"requires"`

	mu     sync.Mutex
	recent map[string]Price
}

func (s *Prices) load(ctx context.Context, sku string) (Price, error) {
	rows, err := s.Pool.Query(ctx, "SELECT cents FROM price WHERE sku = ?", sku)
	if err != nil {
		return Price{}, err
	}
	defer rows.Close()
	p := Price{SKU: sku, At: time.Now()}
	if !rows.Next() {
		return Price{}, cmp.Or(rows.Err(), sig.ErrNotFound)
	}
	return p, rows.Scan(&p.Cents)
}

func (s *Prices) cached(sku string) (Price, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.recent[sku]
	return p, ok && time.Since(p.At) < time.Minute
}

func (s *Prices) keep(p Price) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.recent == nil {
		s.recent = make(map[string]Price)
	}
	s.recent[p.SKU] = p
}

// Of tells the price of a product.
//
//sig:runnable desc="Price of a product"
func (s *Prices) Of(ctx context.Context, l Lookup) (Price, error) {
	if p, ok := s.cached(l.SKU); ok {
		return p, nil
	}
	v, err, _ := loads.Do(l.SKU, func() (any, error) { return s.load(ctx, l.SKU) }) // want leak
	if err != nil {
		return Price{}, err
	}
	p := v.(Price)
	s.keep(p)
	return p, nil
}
