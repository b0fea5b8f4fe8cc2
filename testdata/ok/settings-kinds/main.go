package main

import (
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {}, AppFactory)
	defer run.Done(k)

	_, err := InstantiateApp(k, "acme-app", AppProps{Target: "acme"})
	fmt.Println("without key:", run.Error(err))
	run.Set(k, "tenants.acme.app.key", "k1")
	run.Set(k, "defaults.app.hosts", `["a","b"]`)
	run.Made(InstantiateApp(k, "acme-app", AppProps{Target: "acme"}))
	run.Call(k, "acme-app.show", nil)

	for _, kv := range [][2]string{
		{"mode", "safe"}, {"mode", "unsafe"},
		{"code", "abc"}, {"code", "ABC"},
		{"small", "-129"}, {"small", "x"}, {"small", "7"},
		{"ratio", "1.5"}, {"ratio", "0.75"},
		{"wait", "500ms"}, {"wait", "90"}, {"wait", "2s"},
		{"start", "2026-01-02T03:04:05Z"}, {"start", "soon"},
		{"secret", "AAEC"}, {"secret", "AAECAw=="}, {"secret", "?"},
		{"addr", "::1"}, {"addr", "nowhere"},
		{"max", "9"}, {"max", "11"},
		{"hosts", `["a","b","c"]`}, {"hosts", `["x"]`}, {"hosts", `x`},
		{"times.open", "0800"}, {"times.close", "18:00"}, // a map's entries are paths too
		{"limits.disk", "x"}, {"limits.disk", "5"}, {"limits.disk.a", "1"},
		{"limits", `{"cpu":2}`}, {"limits", `{"cpu":"2"}`},
		{"pool.size", "0"}, {"pool.size", "8"}, {"pool.idle", "2h"}, {"pool.deep.on", "false"}, {"pool.deep.on", "yes"},
		{"pools", `[{"size":1,"deep":{}},{"size":100,"deep":{}}]`}, {"pools", `[{"size":1,"deep":{}}]`},
		{"label", "{target}"},
		{"big", "-1"},
	} {
		run.Set(k, "tenants.acme.app."+kv[0], kv[1])
	}
	run.Set(k, "tenants.acme.theme.color", "red")
	run.Must(k.Settled(run.Quiet))
	run.Call(k, "acme-app.show", nil)
	fmt.Printf("plain: %q\n", new(App).Color())
}
