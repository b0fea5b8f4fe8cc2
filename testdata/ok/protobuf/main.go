package main

import (
	"errors"
	"fmt"

	"google.golang.org/protobuf/types/known/apipb"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateRegistry(k, "r", RegistryProps{Target: "acme"})) }, RegistryFactory)
	defer run.Done(k)

	run.JSON(k, "r.put", `{"name":"a","methods":[{"name":"M1"},{"name":"M2","request_streaming":true}],"sourceContext":{"fileName":"<a>.proto"}}`)
	run.JSON(k, "r.put", `null`)
	run.JSON(k, "r.put", `{"name":"b","methods":[{"name":"M3"}]}`)
	run.JSON(k, "r.methods", ``)
	run.JSON(k, "r.describe", `{"api":{"name":"a"},"since":"1970-01-01T00:00:01Z","size":"1152921504606846976","notes":{"n":{"b":[1,null]}},"all":[null,{"name":"M"}]}`)
	run.JSON(k, "r.describe", `{}`)
	// The words of protobuf's own errors vary between builds, so only the path is shown.
	for _, in := range []string{`{"api":{"name":1}}`, `{"api":{"surprise":1}}`, `{"since":"yesterday"}`, `{"notes":{"n":{"a":1,"a":2}}}`} {
		_, err := k.Bus().InvokeJSON(run.Quiet, "r.describe", []byte(in))
		var e *sig.Error
		fmt.Println(in, errors.As(err, &e) && errors.Is(err, sig.ErrInvalid), e.Path)
	}

	// The host and the tenant have a message each.
	mine := &apipb.Api{Name: "mine", Methods: []*apipb.Method{{Name: "M"}}}
	r := NewRegistryClient(k).Target("acme")
	_, err := r.Put(run.Quiet, mine)
	run.Must(err)
	mine.Methods[0].Name = "changed"
	for m, err := range r.Methods(run.Quiet) {
		run.Must(err)
		fmt.Println("kept:", m.GetName())
		m.Name = "changed too"
	}
	run.JSON(k, "r.methods", ``)
}
