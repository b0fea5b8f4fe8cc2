package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateFinder(k, "f", FinderProps{Target: "acme"})) }, FinderFactory)
	defer run.Done(k)
	for _, in := range []string{
		`{"must":"","list":null}`, `{"must":"","list":[],"pointer":null,"ptrdef":null,"deep":null}`, `{"must":"m","list":[1],"pointer":1,"default":2,"ptrdef":3,"optional":"o","empty":["e"],"deep":"d"}`,
		`{}`, `{"must":"m"}`, `{"must":null,"list":[]}`, `{"must":"m","list":[],"default":null}`, `{"must":"m","list":[],"pointer":0}`, `{"must":"m","list":[],"optional":""}`,
		`{"must":"m","list":[],"empty":[]}`,
	} {
		run.JSON(k, "f.find", in)
	}
	// Typed calls get no defaults, and what may be missing is not held against limits while it is zero.
	v, err := NewFinderClient(k).Target("acme").Find(run.Quiet, Filter{Default: 1})
	run.Show("typed", v, err)
	_, err = NewFinderClient(k).Target("acme").Find(run.Quiet, Filter{})
	run.Show("typed", nil, err)
}
