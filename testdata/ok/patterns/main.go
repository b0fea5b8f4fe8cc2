package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateDesk(k, "d", DeskProps{Target: "acme"})) }, DeskFactory)
	defer run.Done(k)
	for _, in := range []string{
		`{"zip":"12345"}`, `{"zip":"1234","code":"BE-x","alt":"cab","name":"Ürsü","quote":"it's","any":"Xy"}`, `{"zip":"123"}`, `{"zip":"1234","code":"be"}`, `{"zip":"1234","alt":"c"}`,
		`{"zip":"1234","name":"Ü"}`, `{"zip":"1234","name":"Ürsüla"}`, `{"zip":"1234","name":"a1"}`, `{"zip":"1234","quote":"its"}`, `{"zip":"1234","any":"y"}`,
	} {
		run.JSON(k, "d.check", in)
	}
}
