package main

import (
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

// stranger is a Payment without being a variant.
type stranger struct{ Payment }

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateTill(k, "t", TillProps{Target: "acme"}))
		run.Made(InstantiateBank(k, "bank", BankProps{}))
	}, TillFactory, BankFactory)
	defer run.Done(k)

	for _, in := range []string{
		`{"amount":1,"with":{"type":"card","number":"4711"}}`,
		`{"amount":1,"with":{"number":"4711","name":"n","type":"card"},"spare":{"type":"cash"}}`,
		`{"amount":1,"with":{"iban":"DE","type":"bank-transfer"},"by_name":{"b":null,"a":{"type":"cash"}},"pointer":{"type":"cash"}}`,
		`{"amount":1,"with":{"type":"split","parts":[{"type":"cash"},{"type":"split","parts":[{"type":"card","number":"1"}]},null]}}`,
		`{"amount":1,"with":null}`,
		`{"amount":1}`,
		`{"amount":1,"with":{}}`,
		`{"amount":1,"with":{"type":"crad","number":"4711"}}`,
		`{"amount":1,"with":{"type":7}}`,
		`{"amount":1,"with":[]}`,
		`{"amount":1,"with":{"type":"card","number":"x"}}`,
		`{"amount":1,"with":{"type":"card","number":"1","type":"card"}}`,
		`{"amount":1,"with":{"type":"card","number":"1","iban":"x"}}`,
		`{"amount":1,"with":{"type":"split","parts":[{"type":"card","number":"x"}]}}`,
		`{"amount":1,"with":{"type":"split","parts":[{"type":"cash"}],"number":{"type":"cash"}}}`,
		`{"amount":1,"type":"card","with":{"type":"cash"}}`,
	} {
		run.JSON(k, "t.pay", in)
	}
	run.JSON(k, "t.take", `{"type":"cash"}`)
	run.JSON(k, "oneof-till.take", `{"target":"acme","number":"1","type":"card"}`)

	c := NewTillClient(k).Target("acme")
	r, err := c.Pay(run.Quiet, PayParams{Amount: 1, With: &Card{Number: "1"}})
	_, card := r.With.(*Card)
	fmt.Println("a card by pointer:", card, err)
	_, err = c.Pay(run.Quiet, PayParams{Amount: 1, With: Split{Parts: []Payment{Card{Number: "x"}}}})
	run.Show("typed", nil, err)
	out, err := c.Take(run.Quiet, stranger{})
	run.Show("stranger", out, err)

	mine := &BankTransfer{IBAN: "DE", Notes: []string{"mine"}}
	r, err = NewBankClient(k).Spoil(run.Quiet, PayParams{Amount: 1, With: mine})
	run.Show("spoilt", r.With, err)
	run.Show("mine", mine, nil)
}
