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

	out, err := k.Bus().InvokeJSON(run.Quiet, "e.echo", []byte(`{"Plain":"<&>\u2028 \ud83d\ude00"}`))
	run.Must(err)
	fmt.Printf("defaults: %s\n", out)
	var v Scalars
	run.Must(json.Unmarshal(out, &v))
	std, err := json.Marshal(v)
	run.Must(err)
	fmt.Println("as encoding/json:", string(std) == string(out))

	for _, in := range []string{
		`{"Plain":"","bool":false,"int":10,"int8":-128,"int16":32767,"int32":-2147483648,"int64":"-9223372036854775808","uint":0,"uint8":200,"uint16":65535,"uint32":4294967295,"uint64":0}`,
		`{"Plain":"","float32":3.4e38,"float64":0.5,"string":"äö","code":"ZZ-999","status":"on hold","level":5,"ratio":1,"flag":"true"}`,
		`{"Plain":"","at":"2026-01-02T03:04:05.6Z","duration":1000000000,"bytes":"AAEC","raw":{"b":[1, 2]},"ptr":1,"ptrptr":"y","def":1,"quoted":"\"q\""}`,
		`{"Plain":"","bytes":null,"raw":null,"ptr":null,"ptrptr":null,"def":null,"quoted":null}`,
		`{"Plain":"","int":11}`,
		`{"Plain":"","int8":128}`,
		`{"Plain":"","int":1.5}`,
		`{"Plain":"","int64":5}`,
		`{"Plain":"","uint":-1}`,
		`{"Plain":"","uint8":3}`,
		`{"Plain":"","float64":0.25}`,
		`{"Plain":"","float32":1e39}`,
		`{"Plain":"","string":"ä"}`,
		`{"Plain":"","code":"zz-1"}`,
		`{"Plain":"","status":"opened"}`,
		`{"Plain":"","level":0}`,
		`{"Plain":"","flag":true}`,
		`{"Plain":"","at":"yesterday"}`,
		`{"Plain":"","duration":999999999}`,
		`{"Plain":"","bytes":"AAECAwQ="}`,
		`{"Plain":"","bytes":"?"}`,
		`{"Plain":"","ptr":0}`,
		`{"Plain":"","ptrptr":"z"}`,
		`{"Plain":"","bool":null}`,
		`{}`,
	} {
		run.JSON(k, "e.echo", in)
	}
}
