package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiatePlanner(k, "p", PlannerProps{Target: "acme"})) }, PlannerFactory)
	defer run.Done(k)
	run.JSON(k, "p.plan", `{"from":"2026-02-28T23:50:00.000000001+05:30"}`)
	run.Set(k, "tenants.acme.times.every", "2h")
	run.Set(k, "tenants.acme.times.since", "2026-01-01T00:00:00Z")
	run.Set(k, "tenants.acme.times.every", "10s")
	run.Set(k, "tenants.acme.times.every", "90")
	run.Set(k, "tenants.acme.times.since", "yesterday")
	for _, in := range []string{
		`{"from":"2026-01-01T00:00:00Z","for":60000000000,"until":null,"skip":[1]}`,
		`{"from":"2026-01-01T00:00:00Z","for":"1m"}`, `{"from":"2026-01-01T00:00:00Z","for":1}`, `{"from":"2026-01-01"}`, `{"from":null}`,
		`{"from":"2026-01-01T00:00:00Z","until":"2026-13-01T00:00:00Z"}`,
	} {
		run.JSON(k, "p.plan", in)
	}
}
