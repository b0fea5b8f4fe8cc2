package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateReader(k, "r", ReaderProps{Target: "acme"})) }, ReaderFactory)
	defer run.Done(k)
	run.JSON(k, "r.read", ``)
	for _, kv := range [][2]string{
		{"mail.host", "mx"}, {"mail.retry.times", "7"}, {"mail.wait", "1m"}, {"limits.a", "1"}, {"limits.b", "2"}, {"names", `["x","y"]`}, {"flag", "true"},
		{"mail.retry.times", "10"}, {"limits.a", "one"}, {"names", "x"}, {"flag", "maybe"},
	} {
		run.Set(k, "tenants.acme.nested."+kv[0], kv[1])
	}
	run.JSON(k, "r.read", ``)
}
