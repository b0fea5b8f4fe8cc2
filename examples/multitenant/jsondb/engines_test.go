package jsondb_test

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/sigen-dev/sigen/examples/multitenant/jsondb"
	"github.com/sigen-dev/sigen/examples/multitenant/meter"
	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/credentials"
	"github.com/sigen-dev/sigen/runtime/sigtest"
	"github.com/sigen-dev/sigen/runtime/sigtest/sqltest"
)

// engines is a kernel on which both engines may run, with SQLite files in a
// directory of the test's. Its configuration and storage are in memory.
func engines(t *testing.T, way sigtest.Way, opts ...sig.Option) *sig.Kernel {
	t.Helper()
	for _, tenant := range []string{"ONE", "TWO", "CANARY_A", "CANARY_B"} {
		t.Setenv("SIGEN_CREDENTIALS__TENANTS__"+tenant+"__API_KEY", "the key of "+tenant)
	}
	k := way.KernelWith(t, opts, tenantdb.TenantDatabaseFactory, jsondb.DatabaseFactory, meter.ProviderFactory, credentials.ProviderFactory)
	sqltest.Provide(t, k)
	return k
}

// Callers cannot tell which engine serves them, nor where it is: for the same rows, both give
// the same answers and refuse the same params, also encoded and through a transport.
func TestEnginesAgree(t *testing.T) { sigtest.EachWay(t, enginesAgree) }

func enginesAgree(t *testing.T, way sigtest.Way) {
	k := engines(t, way)
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

// What fails for one tenant is nothing to another, and a tenant's rows are whole when its
// calls go through again. A request or an answer that is lost says nothing of whether the
// import ran, so it is made with a key, which makes one of all attempts.
func TestFaultsOfOneTenant(t *testing.T) {
	chaos := sigtest.NewChaos(t, 0,
		sigtest.Fault{Tenant: "one", Runnable: "import", Share: 0.3, LoseRequest: true},
		sigtest.Fault{Tenant: "one", Runnable: "import", Share: 0.3, LoseAnswer: true},
		sigtest.Fault{Tenant: "one", Runnable: "import", Share: 0.3, Twice: true})
	k := engines(t, sigtest.Transported, chaos.Option())
	_, e1 := tenantdb.InstantiateTenantDatabase(k, "one-db", tenantdb.TenantDatabaseProps{Target: "one"})
	_, e2 := jsondb.InstantiateDatabase(k, "two-db", jsondb.DatabaseProps{Target: "two"})
	if err := errors.Join(e1, e2); err != nil {
		t.Fatal(err)
	}
	one, two := tenantdb.NewTenantDatabaseClient(k).Target("one"), jsondb.NewDatabaseClient(k).Target("two")
	const imports = 40
	for id := 1; id <= imports; id++ {
		p := tenantdb.ImportParams{Customers: []tenantdb.Customer{{ID: id, Name: "Ada"}}}
		ctx := sig.WithIdempotencyKey(t.Context(), strconv.Itoa(id))
		_, err := one.Import(ctx, p)
		for errors.Is(err, sigtest.ErrLost) {
			_, err = one.Import(ctx, p)
		}
		if err != nil {
			t.Fatalf("import %d: %v", id, err)
		}
		if _, err := two.Import(t.Context(), p); err != nil {
			t.Fatalf("import %d of the other tenant: %v", id, err)
		}
	}
	if hits := chaos.Hits(); slices.Contains(hits, 0) {
		t.Errorf("a fault that never came: %v", hits)
	}
	chaos.Calm()
	api := tenantdb.NewAPIClient(k)
	a, errA := api.Target("one").Status(t.Context())
	b, errB := api.Target("two").Status(t.Context())
	if errA != nil || errB != nil || a.Tables[0].Rows != imports || !reflect.DeepEqual(a.Tables, b.Tables) {
		t.Errorf("after the faults: %+v, %v; %+v, %v", a, errA, b, errB)
	}
}

// No answer that one tenant gets holds anything of another's, whichever engine
// serves either.
func TestIsolation(t *testing.T) {
	sigtest.Isolation(t, engines(t, sigtest.Local), "sqlite-db", "json-db")
}
