package main

import (
	"encoding/json"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateEcho(k, "e", EchoProps{Target: "acme"})) }, EchoFactory)
	defer run.Done(k)

	const all = `{"strings":["a","b"],"tags":[],"items":[{"sku":"x"},{"sku":"y","qty":2}],"pointers":[null,{"sku":"z","qty":3}],
		"deep":[[{"k":[1,2]},null],null,[]],"array":[1,2,3],"grid":[[1,2],[3,4.5]],"blobs":["AA==",null],"map":{"b":1,"a":2},
		"index":{"k<":{"sku":"x"}},"byint":{"10":"a","-2":"b","9":"c"},"bynum":{"7":{"sku":"n"},"8":null},"byuint":{"255":true},
		"byaddr":{"::1":1.5,"10.0.0.1":2},"addr":"192.0.2.1","color":"#red","colors":["#a",null],"pair":[1,2],"pairs":{"p":[3,4]},
		"times":["2026-01-02T03:04:05Z"],"waits":[1,2],"ptrslice":[1],"ptrmap":{"a":1}}`
	for _, in := range []string{all, `{}`} {
		out, err := k.Bus().InvokeJSON(run.Quiet, "e.echo", []byte(in))
		run.Must(err)
		fmt.Printf("%s\n", out)
		var v Containers
		run.Must(json.Unmarshal(out, &v))
		std, err := json.Marshal(&v)
		run.Must(err)
		fmt.Println("as encoding/json:", string(std) == string(out))
	}
	for _, in := range []string{
		`{"strings":[]}`,
		`{"ptrmap":{}}`,
		`{"ptrmap":{"a":1,"b":2,"c":3}}`,
		`{"strings":["a","b","c","d"]}`,
		`{"strings":["a",null]}`,
		`{"items":[{"sku":"x"},{"sku":"y","qty":0}]}`,
		`{"items":[{"qty":1}]}`,
		`{"pointers":[{"sku":"x","quantity":1}]}`,
		`{"deep":[[{"k":[1,"2"]}]]}`,
		`{"array":[1,2]}`,
		`{"array":[1,2,3,4]}`,
		`{"grid":[[1,2],[3]]}`,
		`{"map":{"a":1,"a":2}}`,
		`{"map":{"a":1,"b":2,"c":3}}`,
		`{"byint":{"x":"a"}}`,
		`{"byint":{"07":"a"}}`,
		`{"byuint":{"256":true}}`,
		`{"byaddr":{"nowhere":1}}`,
		`{"color":"red"}`,
		`{"pair":"x"}`,
		`{"tags":{}}`,
		`{"index":{"a":{"sku":1}}}`,
	} {
		run.JSON(k, "e.echo", in)
	}
}
