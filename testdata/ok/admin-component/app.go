package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Rows is a number of rows.
type Rows int

// Store has rows.
//
//sig:contract name=admin-store
type Store interface {
	//sig:runnable
	Count(ctx context.Context) (Rows, error)
}

// Memory is a store.
//
//sig:component name=admin-memory scope=tenant
//sig:provides Store
type Memory struct {
	sig.Instance
	Rows Rows `sig:"prop,optional"`
}

// Count counts.
func (m *Memory) Count(ctx context.Context) (Rows, error) { return m.Rows, nil }

// SumParams say why.
type SumParams struct {
	Why     string   `json:"why" sig:"optional"`
	Targets []string `json:"targets"`
}

// Total sums over tenants.
//
//sig:component name=admin-total scope=admin
type Total struct {
	sig.Instance
	Stores StoreAdminClient `sig:"requires"`
	Config sig.ConfigAdmin  `sig:"requires"`
}

//sig:runnable
func (t *Total) Sum(ctx context.Context, p SumParams) (Rows, error) {
	if p.Why != "" {
		ctx = sig.Reason(ctx, p.Why)
	}
	var sum Rows
	for _, target := range p.Targets {
		n, err := t.Stores.Target(target).Count(ctx)
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, t.Config.Set("defaults.last.sum", "done")
}
