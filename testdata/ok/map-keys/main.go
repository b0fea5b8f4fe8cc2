package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateBox(k, "b", BoxProps{Target: "acme"})) }, BoxFactory)
	defer run.Done(k)
	for _, in := range []string{
		`{"text":{"b":1,"a":2,"<":3,"":4},"word":{"z":1,"Z":2}}`,
		`{"int":{"10":"ten","9":"nine","-1":"minus"},"tiny":{"-128":true},"uint":{"18446744073709551615":true}}`,
		`{"day":{"day-10":["day-1"],"day-9":null},"inner":{"w":{"1":{"day-2":3}}}}`,
		`{"text":{"a":1,"\u0061":2}}`,
		`{"int":{"07":"seven"}}`, `{"int":{"+7":"seven"}}`, `{"int":{"1.0":"one"}}`, `{"tiny":{"128":true}}`, `{"uint":{"-1":true}}`,
		`{"day":{"monday":null}}`, `{"inner":{"w":{"1":{"day-x":3}}}}`, `{"day":{"day-1":[],"day-01":[]}}`,
	} {
		run.JSON(k, "b.echo", in)
	}
	two := Keys{Day: map[Day][]Day{{n: 1}: nil, {n: 2}: {{n: 3}}}}
	v, err := NewBoxClient(k).Target("acme").Echo(run.Quiet, two)
	run.Show("typed", v, err)
}
