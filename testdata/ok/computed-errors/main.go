package main

import (
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateCalc(k, "c", CalcProps{Target: "acme"})) }, CalcFactory)
	defer run.Done(k)
	c := NewCalcClient(k).Target("acme")

	for _, text := range []string{"4", "four", "0", "5"} {
		run.Set(k, "tenants.acme.calc.text", text)
		n, err := c.Get(run.Quiet)
		run.Show(text, n, err)
		n, err = c.Invert(run.Quiet)
		run.Show("inverse of "+text, n, err)
		if err != nil {
			var e *sig.Error
			fmt.Println(errors.As(err, &e), errors.Is(err, sig.ErrPanic))
		}
	}
	run.Set(k, "tenants.acme.calc.text", "x")
	_, err := InstantiateCalc(k, "strict", CalcProps{Target: "acme", Strict: true})
	run.Show("strict", nil, err)
}
