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

	var zero Everything
	in, err := json.Marshal(&zero)
	run.Must(err)
	out, err := k.Bus().InvokeJSON(run.Quiet, "e.echo", in)
	run.Must(err)
	fmt.Println(string(out))
	fmt.Println("as encoding/json:", string(in) == string(out))

	run.JSON(k, "e.words", `["b","a"]`)
	run.JSON(k, "e.words", `null`)
	const tagged = `"name":"n","a b/$<ü>":"o","-":"d","ZeroTime":"2026-01-02T03:04:05Z","Quoted":"7","QuotedStr":"\"s\"","QuotedNum":12.50`
	run.JSON(k, "e.tagged", `{`+tagged+`}`)
	run.JSON(k, "e.tagged", `{`+tagged+`,"both":"true","Own":{"N":3},"zeroDeep":{"words":[],"Inner":{"N":0,"List":null}}}`)
	run.JSON(k, "e.tagged", `{`+tagged+`,"Never":1}`)
	run.JSON(k, "e.tagged", `{"NAME":"n"}`)
}
