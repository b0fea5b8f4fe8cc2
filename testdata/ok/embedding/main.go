package main

import (
	"encoding/json"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateStore(k, "s", StoreProps{Target: "acme"})) }, StoreFactory)
	defer run.Done(k)
	for _, in := range []string{
		`{"id":1,"label":"l","inner":{"id":2,"Both":"b"}}`,
		`{"id":1,"R":3,"L":4,"tagged":5,"by":"me","label":"l","inner":{"id":2,"Both":"b"},"named":{"Both":"b"}}`,
		`{"id":0,"label":"l","inner":{"id":2,"Both":"b"}}`, `{"id":1,"label":"l","inner":{"id":0,"Both":"b"}}`, `{"id":1,"Both":"x","label":"l","inner":{"id":2,"Both":"b"}}`,
		`{"label":"l"}`,
	} {
		run.JSON(k, "s.put", in)
	}
	std, err := json.Marshal(Doc{Base: Base{ID: 1}, Right: &Right{R: 2, Tag: "hidden"}, Label: "l"})
	run.Must(err)
	fmt.Println(string(std))
}
