package tenantdb

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/sigen-dev/sigen/examples/multitenant/meter"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// Settings is what one tenant can set, below tenants.<name>.db.
//
//sig:config prefix=db
type Settings struct {
	// URL is opaque: only the settings decoder makes one, for the tenant whose
	// settings it read.
	URL  sqldb.URL `json:"url" sig:"default=sqlite:{target}.db"`
	Plan string    `json:"plan" sig:"default=starter,enum=starter|pro|enterprise"`
}

// TenantDatabase answers queries for one tenant from its own SQLite file.
//
//sig:component name=sqlite-db version=1.0 scope=tenant
//sig:provides API
type TenantDatabase struct {
	sig.Instance

	Settings sig.Settings[Settings] `sig:"requires"`
	Creds    sig.Credentials        `sig:"requires,scope=tenant"`
	Pool     sqldb.Pool             `sig:"requires"`
	Meter    meter.Meter            `sig:"requires"`
	Region   string                 `sig:"prop,default=eu"`

	queries atomic.Int64
}

// computeURL is where the tenant's data is. URL, which sigen generates, caches it
// until the settings change.
//
//sig:computed
func (d *TenantDatabase) computeURL() sqldb.URL {
	d.Meter.Add("computed")
	return d.Settings.Get().URL
}

// reconnect follows the URL: calls that began on the old database finish there,
// calls that begin afterwards go to the new one.
//
//sig:effect
func (d *TenantDatabase) reconnect(ctx context.Context) error {
	d.Meter.Add("effect")
	return d.Pool.UsePrepared(ctx, d.URL(), func(tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, schema)
		return err
	})
}

const schema = `
	CREATE TABLE IF NOT EXISTS "customers" ("id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL, "city" TEXT NOT NULL) STRICT;
	CREATE TABLE IF NOT EXISTS "orders" ("id" INTEGER PRIMARY KEY, "customer" INTEGER NOT NULL REFERENCES "customers" ("id"), "item" TEXT NOT NULL, "cents" INTEGER NOT NULL) STRICT;
	CREATE TABLE IF NOT EXISTS "invoices" ("id" INTEGER PRIMARY KEY, "order" INTEGER NOT NULL REFERENCES "orders" ("id"), "due" TEXT NOT NULL, "paid" INTEGER NOT NULL) STRICT;`

// Query reads rows of one table. The generated decoder has held the table against its enum
// already; that is no reason to paste what came from a caller into SQL.
func (d *TenantDatabase) Query(ctx context.Context, p QueryParams) (QueryResult, error) {
	d.queries.Add(1)
	table, err := quoteTable(p.Table)
	if err != nil {
		return QueryResult{}, err
	}
	rows, err := d.Pool.Query(ctx, `SELECT * FROM `+table+` ORDER BY "id" LIMIT ?`, p.Limit)
	if err != nil {
		return QueryResult{}, err
	}
	defer rows.Close()
	r := QueryResult{Columns: rows.Columns(), Rows: [][]string{}}
	into := make([]any, len(r.Columns))
	for rows.Next() {
		row := make([]string, len(into))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return QueryResult{}, err
		}
		r.Rows = append(r.Rows, row)
	}
	return r, rows.Err()
}

// quoteTable is the SQL name of a table that exists.
func quoteTable(name string) (string, error) {
	if !slices.Contains(Tables(), name) {
		return "", &sig.Error{Code: sig.CodeInvalid, Path: "table", Expected: "one of " + strings.Join(Tables(), ", ")}
	}
	return `"` + name + `"`, nil
}

// Status describes the database and counts its rows.
func (d *TenantDatabase) Status(ctx context.Context) (StatusResult, error) {
	key, err := d.Creds.Get(ctx, "api-key")
	if err != nil {
		return StatusResult{}, err
	}
	s := StatusResult{
		Engine: "sqlite", Database: d.URL().String(), Plan: d.Settings.Get().Plan, Region: d.Region,
		Seal: Seal(key, "status"), Queries: d.queries.Load(),
		Computed: d.Meter.Count("computed"), Effects: d.Meter.Count("effect"),
	}
	s.Tables, err = d.count(ctx)
	return s, err
}

// count counts all tables in one statement, and so at one moment.
func (d *TenantDatabase) count(ctx context.Context) ([]TableState, error) {
	rows, err := d.Pool.Query(ctx, `SELECT (SELECT count(*) FROM "customers"), (SELECT count(*) FROM "orders"), (SELECT count(*) FROM "invoices")`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	t := []TableState{{Name: "customers"}, {Name: "orders"}, {Name: "invoices"}}
	for rows.Next() {
		if err := rows.Scan(&t[0].Rows, &t[1].Rows, &t[2].Rows); err != nil {
			return nil, err
		}
	}
	return t, rows.Err()
}

// Import adds rows, all or none. It is no part of the contract, so it has the
// component's own route, sqlite-db, and its own client.
//
//sig:runnable desc="Add rows to the tenant's database" timeout=10s
func (d *TenantDatabase) Import(ctx context.Context, p ImportParams) (ImportResult, error) {
	err := d.Pool.InTx(ctx, func(tx sqldb.Tx) error {
		for _, c := range p.Customers {
			if _, err := tx.Exec(ctx, `INSERT INTO "customers" VALUES (?, ?, ?)`, c.ID, c.Name, c.City); err != nil {
				return err
			}
		}
		for _, o := range p.Orders {
			if _, err := tx.Exec(ctx, `INSERT INTO "orders" VALUES (?, ?, ?, ?)`, o.ID, o.Customer, o.Item, o.Cents); err != nil {
				return err
			}
		}
		for _, i := range p.Invoices {
			if _, err := tx.Exec(ctx, `INSERT INTO "invoices" VALUES (?, ?, ?, ?)`, i.ID, i.Order, i.Due, i.Paid); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return ImportResult{}, err
	}
	return ImportResult{Rows: p.Len()}, nil
}
