// Package db holds the components with which sigen takes part in the comparison.
package db

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// DB is a tenant's component that does nothing, so that what is measured is the way to it.
//
//sig:component name=peers-db version=1.0 scope=tenant
type DB struct {
	sig.Instance
}

// QueryParams are what every peer is asked with.
type QueryParams struct {
	Table string `json:"table"`
	Limit int    `json:"limit"`
}

// QueryResult is what every peer answers.
type QueryResult struct {
	Table string `json:"table"`
	Rows  int    `json:"rows"`
}

// Query answers at once.
//
//sig:runnable desc="Answer at once"
func (d *DB) Query(_ context.Context, p QueryParams) (QueryResult, error) {
	return QueryResult{Table: p.Table, Rows: p.Limit}, nil
}

// Front calls the DB of its tenant.
//
//sig:component name=peers-front version=1.0 scope=tenant
type Front struct {
	sig.Instance
	DB DBClient `sig:"requires"`
}

// Calls say how many calls to make.
type Calls struct {
	Number int `json:"number"`
}

// Took is how long they took.
type Took struct {
	Nanoseconds int64 `json:"nanoseconds"`
}

// Measure makes calls from one component to another of its tenant.
//
//sig:runnable desc="Make calls and time them"
func (f *Front) Measure(ctx context.Context, c Calls) (Took, error) {
	p := QueryParams{Table: "orders", Limit: 25}
	start := time.Now()
	for range c.Number {
		if _, err := f.DB.Query(ctx, p); err != nil {
			return Took{}, err
		}
	}
	return Took{Nanoseconds: time.Since(start).Nanoseconds()}, nil
}

// Decode is what generated code decodes the params of a call with.
func Decode(in []byte) (p QueryParams, err error) {
	d := codec.NewDecoder(in, codec.Envelope)
	decodeQueryParams(&d, &p)
	return p, d.Finish()
}

// Append is what generated code encodes a result with.
func Append(dst []byte, r *QueryResult) ([]byte, error) {
	e := codec.NewEncoder(dst)
	dst = appendQueryResult(dst, r, &e)
	return dst, e.Err()
}
