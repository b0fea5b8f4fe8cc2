package main

import (
	"encoding/json"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateEcho(k, "e", EchoProps{Target: "acme"})) }, EchoFactory)
	defer run.Done(k)

	for _, in := range []string{
		`{"inner":{"x":1},"tree":{"name":"t"}}`,
		`{"inner":{"x":1},"tree":{"name":"t"},"count":3}`,
		`{"id":"7","note":"n","by":"me","inner":{"x":1},"opt":{"x":2},"tree":{"name":"t","kids":[{"name":"k"}],"left":{"name":"l"},"named":{"z":{"name":"zz"}}},
		"-":"dash","a<b>&c":"<","omit_s":"s","omit_n":1,"omit_b":true,"omit_f":0.5,"omit_sl":[1],"omit_map":{"k":"v"},"omit_ptr":"p",
		"zero_time":"2026-01-01T00:00:00Z","zero_in":{"x":5},"zero_own":{"n":1},"zero_sl":[]}`,
	} {
		out, err := k.Bus().InvokeJSON(run.Quiet, "e.doc", []byte(in))
		run.Must(err)
		fmt.Printf("%s\n", out)
		var v Doc
		run.Must(json.Unmarshal(out, &v))
		std, err := json.Marshal(&v)
		run.Must(err)
		fmt.Println("as encoding/json:", string(std) == string(out))
	}
	for _, in := range []string{
		`{"inner":{},"tree":{"name":"t"}}`,
		`{"inner":{"x":1,"y":2},"tree":{"name":"t"}}`,
		`{"inner":{"x":1},"tree":{"name":"t","kids":[{"name":"a"},{"name":"b","left":{"name":""}}]}}`,
		`{"inner":{"x":1},"tree":{"name":"t"},"by":"x"}`,
		`{"inner":{"x":1},"tree":{"name":"t"},"Ignored":"x"}`,
		`{"inner":null,"tree":{"name":"t"}}`,
		`{"tree":{"name":"t"}}`,
	} {
		run.JSON(k, "e.doc", in)
	}
	run.JSON(k, "e.doc", `{"inner":{"x":1},"tree":{"name":"t"},"zero_own":{"n":-1}}`)
	run.JSON(k, "e.sparse", `{}`)
	run.JSON(k, "e.sparse", `{"b":2}`)
	run.JSON(k, "e.sparse", `{"a":"x","b":2,"c":"y"}`)
	run.JSON(k, "e.empty", `{}`)
	run.JSON(k, "e.empty", `{"x":1}`)

	deep := strings.Repeat(`{"name":"n","left":`, 1100) + `{"name":"n"}` + strings.Repeat(`}`, 1100)
	_, err := k.Bus().InvokeJSON(run.Quiet, "e.tree", []byte(deep))
	fmt.Println("1101 levels:", strings.HasSuffix(err.Error(), "expected at most 1000 levels, found more"))
	loop := Tree{Name: "loop"}
	loop.Left = &loop
	_, err = NewEchoClient(k).Target("acme").Tree(run.Quiet, loop)
	fmt.Println("a value inside of itself:", strings.HasSuffix(err.Error(), "expected at most 1000 levels, found more"))
}
