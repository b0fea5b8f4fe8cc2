package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/transport/httprpc"
	"github.com/sigen-dev/sigen/testdata/ok/http-client/api"
	"github.com/sigen-dev/sigen/testdata/ok/http-client/desk"
	"github.com/sigen-dev/sigen/testdata/ok/http-client/far"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

// link is a transport within the process.
type link struct{ there *sig.Kernel }

func (l link) Invoke(ctx context.Context, e sig.Envelope) ([]byte, error) {
	return l.there.Accept(ctx, e)
}

// use is written once, whatever the way.
func use(way string, d api.Desk) {
	ctx := run.Quiet
	r, err := d.Order(ctx, api.OrderParams{Item: "tea", Qty: 1})
	run.Show(way, r, err)
	for _, p := range []api.OrderParams{{Item: "gin", Qty: 1}, {Item: "tea", Qty: 10}} {
		_, err = d.Order(ctx, p)
		var e *sig.Error
		fmt.Println(way, errors.As(err, &e), e.Code, e.Path, e.Expected, e.Retry, errors.Is(err, sig.ErrLimited))
	}
	n := 0
	for _, err = range d.Receipts(ctx) {
		n++
	}
	fmt.Println(way, "receipts and the error:", n, errors.Is(err, sig.ErrBusy))
	fmt.Println(way, d.Close(ctx))
}

func main() {
	there := run.Kernel(func(k *sig.Kernel) {
		for _, t := range []string{"acme", "globex"} {
			run.Made(desk.InstantiateCounter(k, t+"-desk", desk.CounterProps{Target: t}))
		}
	}, desk.CounterFactory)
	defer run.Done(there)
	server := httptest.NewServer(httprpc.NewHandler(there,
		httprpc.WithTenant(func(r *http.Request) (string, error) {
			if r.Header.Get("Authorization") == "Bearer of-acme" {
				return "acme", nil
			}
			return "", nil
		}),
		httprpc.WithOperator(func(r *http.Request) bool { return r.Header.Get("Authorization") == "Bearer of-the-operator" })))
	defer server.Close()

	use("local", far.Desk(there, "acme"))
	linked := run.With([]sig.Option{sig.WithTransport(link{there})}, func(*sig.Kernel) {})
	defer run.Done(linked)
	use("transport", far.Desk(linked, "acme"))
	for _, token := range []string{"of-acme", "of-the-operator"} {
		k, err := far.Kernel(server.URL, token)
		run.Must(err)
		run.Must(k.Boot(run.Quiet))
		use("http "+token, far.Desk(k, "acme"))
		for _, other := range []string{"globex", "nobody"} {
			r, err := far.Desk(k, other).Order(run.Quiet, api.OrderParams{Item: "cake", Qty: 1})
			run.Show("http "+token+" for "+other, r, err)
		}
		run.Done(k)
	}
	k, err := far.Kernel(server.URL, "forged")
	run.Must(err)
	run.Must(k.Boot(run.Quiet))
	fmt.Println(far.Desk(k, "acme").Close(run.Quiet))
	run.Done(k)
}
