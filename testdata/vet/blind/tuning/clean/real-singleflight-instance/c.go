// Package realsingleflightinstance: duplicate loads of one tenant are merged in its instance.
//
// Verdict: proved.
package realsingleflightinstance

import (
	"cmp"
	"context"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// Price is what a product costs.
type Price struct {
	SKU   string    `json:"sku"`
	Cents int64     `json:"cents"`
	At    time.Time `json:"at"`
}

// Lookup names a product.
type Lookup struct {
	SKU string `json:"sku" sig:"min=1,max=40"`
}

// Prices tells prices.
//
//sig:component name=real-singleflight-instance scope=tenant
type Prices struct {
	sig.Instance

	Pool sqldb.Pool `sig:"requires"`

	loads  singleflight.Group
	mu     sync.Mutex
	recent map[string]Price
}

func (s *Prices) load(ctx context.Context, sku string) (Price, error) {
	rows, err := s.Pool.Query(ctx, "SELECT cents FROM price WHERE sku = ?", sku)
	if err != nil {
		return Price{}, err
	}
	defer rows.Close()
	p := Price{SKU: sku, At: s.Now()}
	if !rows.Next() {
		return Price{}, cmp.Or(rows.Err(), sig.ErrNotFound)
	}
	return p, rows.Scan(&p.Cents)
}

// Of tells the price of a product.
//
//sig:runnable desc="Price of a product"
func (s *Prices) Of(ctx context.Context, l Lookup) (Price, error) {
	s.mu.Lock()
	p, ok := s.recent[l.SKU]
	s.mu.Unlock()
	if ok && s.Now().Sub(p.At) < time.Minute {
		return p, nil
	}
	v, err, _ := s.loads.Do(l.SKU, func() (any, error) { return s.load(ctx, l.SKU) })
	if err != nil {
		return Price{}, err
	}
	p = v.(Price)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.recent == nil {
		s.recent = make(map[string]Price)
	}
	s.recent[l.SKU] = p
	return p, nil
}
