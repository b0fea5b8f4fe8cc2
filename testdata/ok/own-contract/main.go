package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateGreeter(k, "acme-greeter", GreeterProps{Target: "acme"}))
	}, GreeterFactory)
	defer run.Done(k)

	run.JSON(k, "acme-greeter.hello", `{"name":"ann"}`)
	run.JSON(k, "greeter.hello", `{"target":"acme","name":"bob"}`)
	run.JSON(k, "greeter.hello", `{"target":"acme","name":"nobody"}`)
	run.JSON(k, "greeter.hello", `{"target":"acme","name":""}`)
	run.JSON(k, "greeter.add-many", `["cid","dee"]`)
	run.JSON(k, "acme-greeter.add-many", `["cid","dee"]`)
	run.JSON(k, "acme-greeter.all-names", ``)
	run.JSON(k, "acme-greeter.all-names", `{"x":1}`)

	c := NewGreeterClient(k).Target("acme")
	r, err := c.Hello(run.Quiet, HelloParams{Name: "eve"})
	run.Show("hello", r, err)
	run.Show("add", nil, c.AddMany(run.Quiet, Names{"fay"}))
	run.Show("add none", nil, c.AddMany(run.Quiet, nil))
	names, err := c.GetHTTPNames(run.Quiet)
	run.Show("names", names, err)
	run.Show("forget", nil, c.Forget(run.Quiet))
	names, err = c.GetHTTPNames(run.Quiet)
	run.Show("names", names, err)
}
