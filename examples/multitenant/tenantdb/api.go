// Package tenantdb is what this application calls a tenant's database: the
// contract [API], and [TenantDatabase], which fulfils it with one SQLite file per
// tenant.
//
// Routes and clients are named after the contract, so callers do not know what a
// tenant's database is made of: package jsondb fulfils the same contract with
// something else, for one tenant.
package tenantdb

import "context"

// QueryParams selects rows of one table.
type QueryParams struct {
	Table string `json:"table" sig:"default=customers,enum=customers|orders|invoices"`
	Limit int    `json:"limit" sig:"default=10,min=1,max=1000"`
}

// QueryResult is rows in the order of their id, every value as text.
type QueryResult struct {
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
}

// StatusResult is the state of one tenant's database.
type StatusResult struct {
	Engine   string       `json:"engine"`   // "sqlite", "json"
	Database string       `json:"database"` // its URL, or what stands for it
	Plan     string       `json:"plan"`
	Region   string       `json:"region"`
	Tables   []TableState `json:"tables"`
	// Seal is made with the tenant's own credential, so no two tenants have the same.
	Seal    string `json:"seal"`
	Queries int64  `json:"queries"` // since the instance came up
	// Computed and Effects count the runs of reactive methods since the instance came up.
	Computed int64 `json:"computed"`
	Effects  int64 `json:"effects"`
}

// TableState is one table and how many rows it has.
type TableState struct {
	Name string `json:"name"`
	Rows int    `json:"rows"`
}

// API is what every tenant's database answers, whatever it is made of.
//
//sig:contract name=tenant-db
type API interface {
	// Query reads rows of one table.
	//
	//sig:runnable desc="Query the tenant's database" timeout=10s idempotent
	Query(ctx context.Context, p QueryParams) (QueryResult, error)

	// Status describes the database and counts its rows.
	//
	//sig:runnable desc="State of the tenant's database" timeout=10s idempotent
	Status(ctx context.Context) (StatusResult, error)
}

// Tables are the names that QueryParams.Table accepts, in the order in which
// Status lists them.
func Tables() []string { return []string{"customers", "orders", "invoices"} }
