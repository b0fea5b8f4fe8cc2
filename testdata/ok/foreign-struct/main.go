package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/foreign-struct/money"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateShop(k, "s", ShopProps{Target: "acme"})) }, ShopFactory)
	defer run.Done(k)

	run.JSON(k, "s.plain", `{"cents":1,"currency":"EUR"}`)
	run.JSON(k, "s.plain", `{"cents":-1,"currency":"EUR"}`)
	run.JSON(k, "s.pay", `{"total":{"cents":1,"currency":"EUR"},"extra":{"of":{"cents":2,"currency":"USD"}},"area":{"Min":{"X":1,"Y":2},"Max":{"X":3,"Y":4}},
		"page":{"items":[{"cents":3,"currency":"CHF"}]},"boxes":[{"key":"k","value":[1]}],"Nested":{"key":"EUR","value":{"key":1,"value":{"of":{"cents":4,"currency":"GBP"}}}}}`)
	run.JSON(k, "s.pay", `{"total":{"cents":1,"currency":"EUR"},"extra":null,"area":{"Min":{"X":1},"Max":{}},"page":{"items":[{"cents":-3,"currency":"CHF"}]},"boxes":[],"Nested":{}}`)
	_, err := NewShopClient(k).Target("acme").Pay(run.Quiet, PayParams{Page: money.Page[money.Amount]{Items: []money.Amount{{}, {Cents: -1}}}})
	run.Show("typed", nil, err)
}
