package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateBox(k, "b", BoxProps{Target: "acme"})) }, BoxFactory)
	defer run.Done(k)
	for _, in := range []string{
		`{"plain":"AQID","blob":"","octets":"/+8=","list":"AA==","hash":[1,2,3,255],"word":["a","b"],"by":{"x":"AQ=="},"ptr":"AQ==","many":["AQ==",null]}`,
		`{"plain":null,"blob":null,"octets":null,"ptr":null}`,
		`{"plain":"AQIDBA==","blob":null,"octets":null}`, `{"plain":null,"blob":null,"octets":"AQIDBA=="}`, `{"plain":[1],"blob":null,"octets":null}`, `{"plain":"A","blob":null,"octets":null}`,
		`{"plain":null,"blob":null,"octets":null,"hash":"AQIDBA=="}`, `{"plain":null,"blob":null,"octets":null,"hash":[1,2,3]}`, `{"plain":null,"blob":null,"octets":null,"word":"ab"}`,
	} {
		run.JSON(k, "b.put", in)
	}
	mine := Data{Plain: []byte{1}, Octets: Octets{2}, By: map[string]Blob{"x": {3}}}
	_, err := NewBoxClient(k).Target("acme").Put(run.Quiet, mine)
	run.Must(err)
	mine.Plain[0], mine.Octets[0], mine.By["x"][0] = 9, 9, 9
	run.JSON(k, "b.get", ``)
}
