package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
	"github.com/sigen-dev/sigen/testdata/ok/one-route/api"
	"github.com/sigen-dev/sigen/testdata/ok/one-route/full"
	"github.com/sigen-dev/sigen/testdata/ok/one-route/lite"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(lite.InstantiateDB(k, "acme-db", lite.DBProps{Target: "acme"}))
		run.Made(full.InstantiateDB(k, "globex-db", full.DBProps{Target: "globex"}))
		run.Made(lite.InstantiateDB(k, "initech-old", lite.DBProps{Target: "initech"}))
		run.Made(full.InstantiateDB(k, "initech-db", full.DBProps{Target: "initech"}))
	}, lite.DBFactory, full.DBFactory)
	defer run.Done(k)
	for _, tenant := range []string{"acme", "globex", "initech", "nobody"} {
		n, err := api.NewDBClient(k).Target(tenant).Count(run.Quiet, api.Table{Name: "users"})
		run.Show(tenant, n, err)
	}
	run.Call(k, "one-route-db.count", sig.Params{"target": "globex", "name": "ab"})
	run.JSON(k, "one-route-db.count", `{"target":"acme","name":"ab"}`)
	run.JSON(k, "one-route-db.count", `{"name":"ab"}`)
	run.JSON(k, "initech-old.count", `{"name":"ab"}`)
}
