// Package jsondb fulfils the contract tenantdb.API without SQL: rows are JSON
// lines in the tenant's own object storage, held in memory while the instance is up.
//
// It stands for "this one tenant is served by something else": callers use the
// same route and the same client, and cannot tell.
package jsondb

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/sigen-dev/sigen/examples/multitenant/meter"
	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
)

// Settings is what one tenant can set, below tenants.<name>.json.
//
//sig:config prefix=json
type Settings struct {
	Plan string `json:"plan" sig:"default=starter,enum=starter|pro|enterprise"`
	// MaxRows is how many rows a query returns at most.
	MaxRows int `json:"max-rows" sig:"default=1000,min=1,max=100000"`
}

// Database answers queries for one tenant from JSON lines.
//
//sig:component name=json-db version=1.0 scope=tenant
//sig:provides tenantdb.API
type Database struct {
	sig.Instance

	Settings sig.Settings[Settings] `sig:"requires"`
	Creds    sig.Credentials        `sig:"requires,scope=tenant"`
	Files    sig.Storage            `sig:"requires"`
	Meter    meter.Meter            `sig:"requires"`
	Region   string                 `sig:"prop,default=eu"`

	// content is replaced and never changed, so readers need no lock.
	content sig.Signal[content]
	writing sync.Mutex // held over an import
	queries atomic.Int64
}

// content is every row of every table.
type content struct {
	customers []tenantdb.Customer
	orders    []tenantdb.Order
	invoices  []tenantdb.Invoice
}

// computeTables counts rows; Tables, which sigen generates, does so once a change.
//
//sig:computed
func (d *Database) computeTables() []tenantdb.TableState {
	d.Meter.Add("computed")
	c := d.content.Get()
	return []tenantdb.TableState{
		{Name: "customers", Rows: len(c.customers)},
		{Name: "orders", Rows: len(c.orders)},
		{Name: "invoices", Rows: len(c.invoices)},
	}
}

// announce logs the size of the tables after every change.
//
//sig:effect
func (d *Database) announce(ctx context.Context) error {
	d.Meter.Add("effect")
	n := 0
	for _, t := range d.Tables() {
		n += t.Rows
	}
	if n > 0 {
		d.Log().Log(ctx, sig.LevelInfo, "rows at hand", sig.Attr{Key: "rows", Value: strconv.Itoa(n)})
	}
	return nil
}

// activate reads what earlier instances of this tenant stored.
//
//sig:activate
func (d *Database) activate(ctx context.Context) error {
	var c content
	err := errors.Join(
		load(ctx, d.Files, "customers", &c.customers),
		load(ctx, d.Files, "orders", &c.orders),
		load(ctx, d.Files, "invoices", &c.invoices),
	)
	if err != nil {
		return err
	}
	d.content.Set(c)
	return nil
}

// Query returns rows of one table, which are kept in the order of their id.
func (d *Database) Query(_ context.Context, p tenantdb.QueryParams) (tenantdb.QueryResult, error) {
	d.queries.Add(1)
	limit := min(p.Limit, d.Settings.Get().MaxRows)
	r := tenantdb.QueryResult{Columns: tenantdb.Columns(p.Table)}
	c := d.content.Get()
	switch p.Table {
	case "customers":
		r.Rows = texts(c.customers, limit)
	case "orders":
		r.Rows = texts(c.orders, limit)
	case "invoices":
		r.Rows = texts(c.invoices, limit)
	default:
		return tenantdb.QueryResult{}, &sig.Error{Code: sig.CodeInvalid, Path: "table", Expected: "customers, orders or invoices"}
	}
	return r, nil
}

// Status describes the database.
func (d *Database) Status(ctx context.Context) (tenantdb.StatusResult, error) {
	key, err := d.Creds.Get(ctx, "api-key")
	if err != nil {
		return tenantdb.StatusResult{}, err
	}
	return tenantdb.StatusResult{
		Engine: "json", Database: "storage:tables", Plan: d.Settings.Get().Plan, Region: d.Region,
		Tables: d.Tables(), Seal: tenantdb.Seal(key, "status"), Queries: d.queries.Load(),
		Computed: d.Meter.Count("computed"), Effects: d.Meter.Count("effect"),
	}, nil
}

// Import adds rows, whose ids must rise from those that are there. A failure
// leaves every table whole, with all of its new rows or none.
//
//sig:runnable desc="Add rows to the tenant's database" timeout=10s
func (d *Database) Import(ctx context.Context, p tenantdb.ImportParams) (tenantdb.ImportResult, error) {
	d.writing.Lock()
	defer d.writing.Unlock()
	c := d.content.Get()
	err := errors.Join(
		store(ctx, d.Files, "customers", &c.customers, p.Customers),
		store(ctx, d.Files, "orders", &c.orders, p.Orders),
		store(ctx, d.Files, "invoices", &c.invoices, p.Invoices),
	)
	d.content.Set(c)
	if err != nil {
		return tenantdb.ImportResult{}, err
	}
	return tenantdb.ImportResult{Rows: p.Len()}, nil
}

// A row is one of tenantdb's.
type row interface {
	Key() int
	Values() []string
}

func texts[R row](rows []R, limit int) [][]string {
	rows = rows[:min(limit, len(rows))]
	all := make([][]string, len(rows))
	for i, r := range rows {
		all[i] = r.Values()
	}
	return all
}

func object(table string) string { return "tables/" + table + ".jsonl" }

// store writes a table with more rows, and then shows them.
func store[R row](ctx context.Context, files sig.Storage, table string, have *[]R, more []R) error {
	if len(more) == 0 {
		return nil
	}
	next := append((*have)[:len(*have):len(*have)], more...)
	for i := max(1, len(*have)); i < len(next); i++ {
		if next[i].Key() <= next[i-1].Key() {
			return &sig.Error{Code: sig.CodeInvalid, Path: table, Expected: "ids that rise from " + strconv.Itoa(next[i-1].Key())}
		}
	}
	var b bytes.Buffer
	lines := json.NewEncoder(&b)
	for _, r := range next {
		if err := lines.Encode(r); err != nil {
			return err
		}
	}
	if err := files.Put(ctx, object(table), b.Bytes()); err != nil {
		return err
	}
	*have = next
	return nil
}

// load reads a table; one that was never stored is empty.
func load[R row](ctx context.Context, files sig.Storage, table string, into *[]R) error {
	data, err := files.Get(ctx, object(table))
	if errors.Is(err, sig.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	for lines := json.NewDecoder(bytes.NewReader(data)); lines.More(); {
		var r R
		if err := lines.Decode(&r); err != nil {
			return err
		}
		*into = append(*into, r)
	}
	return nil
}
