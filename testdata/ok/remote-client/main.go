package main

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/remote-client/api"
)

// wire stands for another process.
type wire struct{}

func (wire) Invoke(_ context.Context, e sig.Envelope) ([]byte, error) {
	fmt.Printf("%s for %s: %s\n", e.Route, e.Target, e.Params)
	return []byte(`{"rate":1.5,"since":"today"}`), nil
}

func main() {
	ctx := context.Background()
	k := sig.New(sig.WithTransport(wire{}))
	if err := k.Boot(ctx); err != nil {
		fmt.Println(err)
		return
	}
	c := api.NewRatesClient(k).Target("acme")
	fmt.Println(c.Rate(ctx, api.RateParams{From: "EUR", To: "USD"}))
	fmt.Println(c.Rate(ctx, api.RateParams{From: "EUR", To: "dollars"}))
	fmt.Println(k.Shutdown(ctx))
}
