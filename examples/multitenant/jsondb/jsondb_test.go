package jsondb

import (
	"errors"
	"testing"

	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/sigtest"
)

var people = tenantdb.ImportParams{
	Customers: []tenantdb.Customer{{ID: 1, Name: "Ada", City: "London"}, {ID: 2, Name: "Grace", City: "New York"}, {ID: 5, Name: "Mary", City: "Hampton"}},
	Orders:    []tenantdb.Order{{ID: 1, Customer: 2, Item: "compiler", Cents: 1995}},
}

// plain is a database without a kernel: a struct whose fields a test sets.
func plain(files sig.Storage) *Database {
	return &Database{
		Settings: sigtest.Settings(Settings{Plan: "pro", MaxRows: 2}),
		Creds:    sigtest.Credentials(map[string]string{"api-key": "k"}),
		Files:    files,
		Region:   "eu",
	}
}

func TestPlainStruct(t *testing.T) {
	d := plain(sigtest.Storage())
	if r, err := d.Import(t.Context(), people); err != nil || r.Rows != 4 {
		t.Fatalf("Import: %v, %v", r, err)
	}
	q, err := d.Query(t.Context(), tenantdb.QueryParams{Table: "customers", Limit: 10})
	if err != nil || len(q.Rows) != 2 || q.Rows[1][1] != "Grace" {
		t.Errorf("Query with max-rows 2: %v, %v", q, err)
	}
	s, err := d.Status(t.Context())
	if err != nil || s.Plan != "pro" || s.Tables[0].Rows != 3 || s.Tables[1].Rows != 1 || s.Seal == "" {
		t.Errorf("Status: %+v, %v", s, err)
	}
}

// What was imported is there for the next instance of the tenant.
func TestStoredRowsComeBack(t *testing.T) {
	files := sigtest.Storage()
	if _, err := plain(files).Import(t.Context(), people); err != nil {
		t.Fatal(err)
	}
	next := plain(files)
	if err := next.activate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := next.Tables(); got[0].Rows != 3 || got[1].Rows != 1 || got[2].Rows != 0 {
		t.Errorf("after activation: %v", got)
	}
}

func TestImportRefusesIDsThatDoNotRise(t *testing.T) {
	for name, ids := range map[string][]int{"taken": {5}, "before": {3}, "twice": {6, 6}, "falling": {8, 7}} {
		d := plain(sigtest.Storage())
		if _, err := d.Import(t.Context(), people); err != nil {
			t.Fatal(err)
		}
		var p tenantdb.ImportParams
		for _, id := range ids {
			p.Customers = append(p.Customers, tenantdb.Customer{ID: id, Name: "x"})
		}
		if _, err := d.Import(t.Context(), p); !errors.Is(err, sig.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
		if n := d.Tables()[0].Rows; n != 3 {
			t.Errorf("%s: %d customers after a refused import", name, n)
		}
	}
}

func TestUnknownTable(t *testing.T) {
	d := plain(sigtest.Storage())
	if _, err := d.Query(t.Context(), tenantdb.QueryParams{Table: "secrets", Limit: 1}); !errors.Is(err, sig.ErrInvalid) {
		t.Errorf("a table that is not there: %v", err)
	}
}
