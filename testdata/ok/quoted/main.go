package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateDesk(k, "d", DeskProps{Target: "acme"})) }, DeskFactory)
	defer run.Done(k)
	for _, in := range []string{
		`{"int":"-7","level":"127","float":"0.1","bool":"true","text":"\"a \\\"b\\\"\"","big":"18446744073709551615"}`, `{"int":"0","level":null}`,
		`{"int":7}`, `{"int":"007"}`, `{"int":" 7"}`, `{"int":"7 "}`, `{"int":"null"}`, `{"int":null}`, `{"int":""}`, `{"int":"7","level":"128"}`, `{"int":"7","float":"2.5"}`,
		`{"int":"7","float":"0x1p3"}`, `{"int":"7","bool":"yes"}`, `{"int":"7","text":"plain"}`, `{"int":"7","text":"\"\\ud800\""}`,
	} {
		run.JSON(k, "d.echo", in)
	}
}
