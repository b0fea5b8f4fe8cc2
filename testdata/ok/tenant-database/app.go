package main

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Settings is what one tenant can set.
//
//sig:config prefix=db
type Settings struct {
	URL   string `json:"url" sig:"default=sqlite:{target}.db"`
	Plan  string `json:"plan" sig:"default=starter,enum=starter|pro|enterprise"`
	Limit int    `json:"limit" sig:"default=10,min=1"`
}

// QueryParams selects rows of one table.
type QueryParams struct {
	Table string `json:"table" sig:"default=users"`
	Limit int    `json:"limit" sig:"default=10,min=1,max=1000"`
}

// QueryResult is what a query found.
type QueryResult struct {
	Rows []string `json:"rows"`
	From string   `json:"from"`
}

// API is what every tenant database answers, whatever it is made of.
//
//sig:contract name=tenant-db
type API interface {
	//sig:runnable desc="Query the tenant's database" timeout=2s
	Query(ctx context.Context, p QueryParams) (QueryResult, error)
	//sig:runnable desc="Forget everything" destructive
	Clear(ctx context.Context) error
}

// TenantDatabase answers queries for one tenant.
//
//sig:component name=sqlite-db version=1.0 scope=tenant
//sig:provides API
type TenantDatabase struct {
	sig.Instance

	Settings sig.Settings[Settings] `sig:"requires"`
	// Region is where the data lies.
	Region  string `sig:"prop,default=eu"`
	queries atomic.Int64
}

//sig:computed
func (d *TenantDatabase) computeURL() string {
	return d.Settings.Get().URL + "?plan=" + d.Settings.Get().Plan
}

//sig:effect
func (d *TenantDatabase) reconnect(ctx context.Context) error {
	_ = d.URL()
	return nil
}

// Query answers with one row.
func (d *TenantDatabase) Query(ctx context.Context, p QueryParams) (QueryResult, error) {
	d.queries.Add(1)
	return QueryResult{Rows: []string{p.Table}, From: d.URL() + " " + d.Region}, nil
}

// Clear forgets.
func (d *TenantDatabase) Clear(ctx context.Context) error { d.queries.Store(0); return nil }
