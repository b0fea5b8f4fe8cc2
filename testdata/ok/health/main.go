package main

import (
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		for _, tenant := range []string{"acme", "globex"} {
			run.Made(InstantiatePatient(k, tenant, PatientProps{Target: tenant}))
		}
	}, PatientFactory)
	defer run.Done(k)
	for _, state := range []string{``, `"cough"`, `"panic"`, `""`} {
		if state != "" {
			run.JSON(k, "acme.become", state)
		}
		for _, f := range k.Health(run.Quiet) {
			fmt.Printf("%+v\n", f)
		}
	}
}
