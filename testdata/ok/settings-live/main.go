package main

import (
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateLink(k, "l", LinkProps{Target: "acme"})) }, LinkFactory)
	defer run.Done(k)
	admin, err := sig.Require(k, sig.ConfigAdminContract)
	run.Must(err)
	many := func(values map[string]string) {
		if err := admin.SetMany(values); err != nil {
			fmt.Println("refused:", err)
		}
		run.Must(k.Settled(run.Quiet))
		run.JSON(k, "l.where", ``)
	}
	many(nil)
	many(map[string]string{"tenants.acme.live.host": "h", "tenants.acme.live.port": "8080"})
	many(map[string]string{"tenants.acme.live.host": "other", "tenants.acme.live.port": "0"})
	many(map[string]string{"tenants.globex.live.port": "1"})
	many(map[string]string{"defaults.live.port": "99"})
	run.Must(admin.Delete("tenants.acme.live.port"))
	many(nil)
}
