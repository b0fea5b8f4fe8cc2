package jsondb_test

import (
	"errors"
	"reflect"
	"testing"

	"github.com/sigen-dev/sigen/examples/multitenant/jsondb"
	"github.com/sigen-dev/sigen/examples/multitenant/meter"
	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/credentials"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
	"github.com/sigen-dev/sigen/runtime/sigtest"
)

// engines is a kernel on which both engines may run, with SQLite files in a
// directory of the test's. Its configuration and storage are in memory.
func engines(t *testing.T) *sig.Kernel {
	t.Helper()
	for _, tenant := range []string{"ONE", "TWO", "CANARY_A", "CANARY_B"} {
		t.Setenv("SIGEN_CREDENTIALS__TENANTS__"+tenant+"__API_KEY", "the key of "+tenant)
	}
	k := sigtest.Kernel(t, tenantdb.TenantDatabaseFactory, jsondb.DatabaseFactory, meter.ProviderFactory, sqldb.ProviderFactory, credentials.ProviderFactory)
	if _, err := sqldb.InstantiateProvider(k, "sqldb", sqldb.ProviderProps{Dir: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	return k
}

// Callers cannot tell which engine serves them: for the same rows, both give the
// same answers and refuse the same params.
func TestEnginesAgree(t *testing.T) {
	k := engines(t)
	_, e1 := tenantdb.InstantiateTenantDatabase(k, "one-db", tenantdb.TenantDatabaseProps{Target: "one"})
	_, e2 := jsondb.InstantiateDatabase(k, "two-db", jsondb.DatabaseProps{Target: "two"})
	rows := tenantdb.ImportParams{
		Customers: []tenantdb.Customer{{ID: 1, Name: "Ada", City: "London"}, {ID: 2, Name: `O'Hara "x"; --`, City: ""}},
		Orders:    []tenantdb.Order{{ID: 7, Customer: 2, Item: "compiler", Cents: 1995}, {ID: 9, Customer: 1, Item: "loom", Cents: 0}},
		Invoices:  []tenantdb.Invoice{{ID: 1, Order: 7, Due: "2026-01-31", Paid: true}, {ID: 2, Order: 9, Due: "2026-02-28"}},
	}
	_, e3 := tenantdb.NewTenantDatabaseClient(k).Target("one").Import(t.Context(), rows)
	_, e4 := jsondb.NewDatabaseClient(k).Target("two").Import(t.Context(), rows)
	if err := errors.Join(e1, e2, e3, e4); err != nil {
		t.Fatal(err)
	}
	one, two := tenantdb.NewAPIClient(k).Target("one"), tenantdb.NewAPIClient(k).Target("two")
	for _, table := range append(tenantdb.Tables(), "", "secrets", `customers"; DROP TABLE orders; --`) {
		for _, limit := range []int{-1, 0, 1, 2, 1000, 1001} {
			p := tenantdb.QueryParams{Table: table, Limit: limit}
			a, errA := one.Query(t.Context(), p)
			b, errB := two.Query(t.Context(), p)
			if !reflect.DeepEqual(a, b) || (errA == nil) != (errB == nil) || errors.Is(errA, sig.ErrInvalid) != errors.Is(errB, sig.ErrInvalid) {
				t.Errorf("%+v: sqlite gives %v, %v; json gives %v, %v", p, a, errA, b, errB)
			}
		}
	}
	a, errA := one.Status(t.Context())
	b, errB := two.Status(t.Context())
	if errA != nil || errB != nil || !reflect.DeepEqual(a.Tables, b.Tables) || a.Seal == b.Seal {
		t.Errorf("Status: %+v, %v; %+v, %v", a, errA, b, errB)
	}
}

// No answer that one tenant gets holds anything of another's, whichever engine
// serves either.
func TestIsolation(t *testing.T) {
	sigtest.Isolation(t, engines(t), "sqlite-db", "json-db")
}
