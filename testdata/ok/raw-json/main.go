package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiatePipe(k, "p", PipeProps{Target: "acme"})) }, PipeFactory)
	defer run.Done(k)
	for _, in := range []string{
		`{"body": {"z": 1, "a": [ 1.0, "<\u003c>", null ]}}`,
		`{"body":null,"maybe":null,"parts":[1,"x",null],"named":{"b":{},"a":[]}}`,
		`{"body":1,"maybe":2}`, `{}`, `{"body":{"a":1,"a":2}}`, `{"body":"\ud800"}`, `{"body":tru}`, `{"named":{"x":{"y":{"z":1,"z":2}}},"body":1}`,
	} {
		run.JSON(k, "p.pass", in)
	}
	for _, in := range []string{`"{\"a\": 1}"`, `"not json"`, `"{\"a\":1,\"a\":2}"`, `""`} {
		run.JSON(k, "p.make", in)
	}
}
