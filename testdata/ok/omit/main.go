package main

import (
	"encoding/json"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateDesk(k, "d", DeskProps{Target: "acme"})) }, DeskFactory)
	defer run.Done(k)
	for _, in := range []string{
		`{}`,
		`{"text":"","list":[],"listz":[],"map":{},"ptr":0,"even":2,"evenp":4,"array":[0,0],"both":""}`,
		`{"text":"t","listz":[1],"point":{"X":0,"Y":0},"pointz":{"X":0,"Y":1},"tags":{"All":[]},"even":3,"evenp":5,"time":"2026-01-01T00:00:00Z","arrayz":[0,1],"both":"b"}`,
		`{"kept":"hidden"}`,
		`{"flag":true,"flagz":true,"odd":true,"never":true,"flags":{"Plain":false,"Named":true,"Other":false,"All":null}}`,
		`{"flag":false,"flagz":false,"odd":false,"never":false,"flags":{"Plain":false,"Named":false,"Other":true,"All":null}}`,
		`{"flags":{"Plain":false,"Named":false,"Other":false,"All":null}}`,
	} {
		run.JSON(k, "d.echo", in)
		var r Report
		run.Must(json.Unmarshal([]byte(in), &r))
		if r.Kept == "hidden" {
			r.Tags.more = map[string]int{}
		}
		std, err := json.Marshal(&r)
		run.Must(err)
		fmt.Printf("\t%s\n", std)
	}
}
