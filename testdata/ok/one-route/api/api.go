// Package api holds the contract.
package api

import "context"

// Rows is a number of rows.
type Rows int

// Table is what is asked for.
type Table struct {
	Name string `json:"name"`
}

// DB is a database.
//
//sig:contract name=one-route-db
type DB interface {
	//sig:runnable
	Count(ctx context.Context, t Table) (Rows, error)
}
