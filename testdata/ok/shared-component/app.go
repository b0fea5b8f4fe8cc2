package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Count is a number.
type Count int

// Name is a name.
type Name string

// Ledger belongs to a tenant.
//
//sig:component name=shared-ledger scope=tenant
type Ledger struct{ sig.Instance }

//sig:runnable
func (l *Ledger) Owner(ctx context.Context) (Name, error) { return Name(l.Target()), nil }

type visits struct{ n Count }

// Counter counts for every tenant by itself.
//
//sig:component name=shared-counter scope=shared
type Counter struct {
	sig.Instance
	Ledger LedgerClient `sig:"requires,optional"`
	Seen   sig.PerTenant[visits]
}

//sig:runnable
func (c *Counter) Visit(ctx context.Context) (Count, error) {
	v, err := c.Seen.Get(ctx)
	if err != nil {
		return 0, err
	}
	v.n++
	return v.n, nil
}

//sig:runnable
func (c *Counter) Owner(ctx context.Context) (Name, error) { return c.Ledger.Owner(ctx) }

// Page belongs to a tenant and uses the shared one.
//
//sig:component name=shared-page scope=tenant
type Page struct {
	sig.Instance
	Counter CounterClient `sig:"requires"`
}

// View is a page.
type View struct {
	Visits Count `json:"visits"`
	Owner  Name  `json:"owner"`
}

//sig:runnable
func (p *Page) View(ctx context.Context) (View, error) {
	n, err := p.Counter.Visit(ctx)
	if err != nil {
		return View{}, err
	}
	owner, err := p.Counter.Owner(ctx)
	return View{n, owner}, err
}
