package main

import (
	"fmt"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateBank(k, "b", BankProps{Target: "acme"})) }, BankFactory)
	defer run.Done(k)
	for _, in := range []string{
		`{"number":12345678901234567890.10,"quoted":"1E+400","int":123456789012345678901234567890,"value":-1,"rat":"1/3","float":"1.5e1000","list":[0.10,-0],"max":18446744073709551615}`,
		`{"number":1}`, `{"number":"1"}`, `{"number":01}`, `{"number":1,"quoted":1}`, `{"number":1,"quoted":"x"}`,
		`{"number":1,"int":1.5}`, `{"number":1,"rat":"1/0"}`, `{"number":1,"float":2}`, `{"number":1,"max":18446744073709551616}`,
	} {
		run.JSON(k, "b.double", in)
	}
	mine := big.NewInt(21)
	s, err := NewBankClient(k).Target("acme").Double(run.Quiet, Sum{Number: "1", Int: mine})
	run.Must(err)
	fmt.Println(mine, s.Int)
	_, err = NewBankClient(k).Target("acme").Double(run.Quiet, Sum{Number: "one"})
	fmt.Println("what is no number is typed through:", err)
	_, err = k.Bus().Invoke(run.Quiet, "b.double", sig.Params{"number": "one"})
	run.Show("by name", nil, err)
}
