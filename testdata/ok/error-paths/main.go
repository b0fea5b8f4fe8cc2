package main

import (
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateDesk(k, "d", DeskProps{Target: "acme"})) }, DeskFactory)
	defer run.Done(k)

	for _, in := range []string{
		`{"customer":"ann","lines":[{"quantity":1}]}`,
		`{"costumer":"ann","lines":[]}`,
		`{"Customer":"ann","lines":[]}`,
		`{"customer":"ann","customer":"bob","lines":[]}`,
		`{"customer":"ann","lines":[{"quantity":1},{"quantity":0}]}`,
		`{"customer":"ann","lines":[{"quantity":1},{"quantity":"2"}]}`,
		`{"customer":"ann","lines":[{"quantity":1,"nota":""}]}`,
		`{"customer":"ann","lines":[{}]}`,
		`{"customer":"ann","lines":[null]}`,
		`{"customer":null,"lines":[]}`,
		`{"customer":"ann","lines":{}}`,
		`{"customer":"ann","lines":[],"labels":{"a b":1}}`,
		`{"customer":"ann","lines":[],"labels":{"k":"1","k":"2"}}`,
		`{"customer":"\ud800","lines":[]}`,
		"{\"customer\":\"\xff\",\"lines\":[]}",
		`{"customer":"ann","lines":[]`,
		`{"customer":"ann","lines":[]}}`,
		`{"customer":"ann" "lines":[]}`,
		`{"target":"globex","customer":"ann","lines":[]}`,
		`{"target":"acme","customer":"ann","lines":[]}`,
		`[]`,
		`null`,
		``,
	} {
		run.JSON(k, "d.order", in)
	}
	_, err := k.Bus().Invoke(run.Quiet, "d.order", sig.Params{"customer": "ann", "lines": []any{map[string]any{"quantity": -1}}})
	fmt.Println(err, errors.Is(err, sig.ErrInvalid))
	_, err = k.Bus().Invoke(run.Quiet, "d.order", sig.Params{"customer": struct{}{}})
	fmt.Println(err, errors.Is(err, sig.ErrInvalid))
}
