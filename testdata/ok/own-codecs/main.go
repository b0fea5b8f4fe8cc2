package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateBox(k, "b", BoxProps{Target: "acme"})) }, BoxFactory)
	defer run.Done(k)
	for _, in := range []string{
		`{"hex":"0xff","hexes":["0x1",null],"byhex":{"0xa":[1,2]},"range":[3,4],"ranges":[[5,6],null],"any":{"x": 1}}`,
		`{"hex":255,"hexes":[],"byhex":{},"range":[3,4]}`, `{"hex":"ff","hexes":[],"byhex":{},"range":[3,4]}`, `{"hex":"0x1","hexes":["0x1","x"],"byhex":{},"range":[3,4]}`,
		`{"hex":"0x1","hexes":[],"byhex":{"x":[1,2]},"range":[3,4]}`, `{"hex":"0x1","hexes":[],"byhex":{"0x1":[1]},"range":[3,4]}`, `{"hex":"0x1","hexes":[],"byhex":{},"range":null}`,
	} {
		run.JSON(k, "b.echo", in)
	}
	run.JSON(k, "b.preset", `{}`)
	run.JSON(k, "b.preset", `{"there":true,"pointer":"0x6"}`)
	run.JSON(k, "b.make", `"fine"`)
	run.JSON(k, "b.make", `{"a":1}`)
	run.JSON(k, "b.backwards", ``)
}
