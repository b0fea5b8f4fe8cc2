package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {}, ServiceFactory, PlainFactory)
	defer run.Done(k)

	id := 0
	run.Made(InstantiateService(k, "a", ServiceProps{Target: "acme", Owner: "ann"}))
	run.Made(InstantiateService(k, "b", ServiceProps{Target: "acme", Region: "us", Tier: "gold", Workers: 8, Ratio: 0.5, Verbose: true, Owner: "bob",
		HTTPPort: 80, Wait: 5, Code: "X", Hosts: []string{"h"}, Quota: &Quota{Rows: 3}, Extra: map[string]int{"x": 1}, OptionalID: &id}))
	run.Call(k, "a.show", nil)
	run.Call(k, "b.show", nil)

	for _, p := range []sig.Props{
		{"target": "acme", "owner": "ann", "http-port": 8080, "quota": map[string]any{"rows": 1}},
		{"target": "acme"},
		{"target": "acme", "owner": ""},
		{"target": "acme", "owner": "ann", "region": "asia"},
		{"target": "acme", "owner": "ann", "workers": 9},
		{"target": "acme", "owner": "ann", "worker": 1},
		{"target": "acme", "owner": "ann", "code": "x"},
		{"target": "acme", "owner": "ann", "quota": map[string]any{"rows": 0}},
		{"target": "acme", "owner": "ann", "http-port": -1},
		{"owner": "ann"},
	} {
		r, err := k.Instantiate("props-service", "c", p)
		if err == nil {
			run.Call(k, "c.show", nil)
			run.Must(k.Remove(run.Quiet, r.Name()))
			continue
		}
		run.Show("refused", nil, err)
	}
	_, err := InstantiateService(k, "d", ServiceProps{Target: "acme", Owner: "ann", Quota: &Quota{}})
	run.Show("refused", nil, err)
	_, err = k.Instantiate("props-plain", "p", sig.Props{"x": 1})
	run.Show("refused", nil, err)
	run.Made(InstantiatePlain(k, "p", PlainProps{}))
	run.Show("plain", nil, NewPlainClient(k).Hello(run.Quiet))
}
