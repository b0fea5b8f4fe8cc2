package main

import (
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateTenantDatabase(k, "acme-db", TenantDatabaseProps{Target: "acme"}))
		run.Made(InstantiateTenantDatabase(k, "globex-db", TenantDatabaseProps{Target: "globex", Region: "us"}))
	}, TenantDatabaseFactory)
	defer run.Done(k)

	run.Call(k, "acme-db.query", nil)
	run.Call(k, "tenant-db.query", sig.Params{"target": "globex", "table": "orders"})
	run.JSON(k, "tenant-db.query", `{"target":"acme","table":"invoices"}`)
	run.JSON(k, "tenant-db.clear", `{"target":"acme"}`)

	db := NewAPIClient(k).Target("acme")
	r, err := db.Query(run.Quiet, QueryParams{Table: "users", Limit: 5})
	run.Show("client", r, err)
	_, err = db.Query(run.Quiet, QueryParams{Table: "users"})
	run.Show("client without limit", nil, err)

	run.Set(k, "tenants.acme.db.plan", "pro")
	run.Set(k, "tenants.acme.db.plan", "gold")
	run.Must(k.Settled(run.Quiet))
	run.Call(k, "acme-db.query", nil)
	run.Call(k, "globex-db.query", nil)

	plain := new(TenantDatabase)
	fmt.Printf("plain: %q\n", plain.URL())
}
