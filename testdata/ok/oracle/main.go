package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

// link hands every call to another kernel.
type link struct{ to *sig.Kernel }

func (l link) Invoke(ctx context.Context, call sig.Envelope) ([]byte, error) {
	return l.to.Accept(ctx, call)
}

// A way is one way to make the same call; it answers with JSON.
type way struct {
	name string
	call func(method string, o Order) (string, error)
}

func typed(d Desk) func(method string, o Order) (string, error) {
	return func(method string, o Order) (string, error) {
		var v any
		var err error
		switch method {
		case "price":
			v, err = d.Price(run.Quiet, o)
		case "check":
			err = d.Check(run.Quiet, o)
		case "limits":
			v, err = d.Limits(run.Quiet)
		default:
			err = d.Ping(run.Quiet)
		}
		return encode(v), err
	}
}

func encode(v any) string {
	b, err := json.Marshal(v)
	run.Must(err)
	return string(b)
}

func takesOrder(method string) bool { return method == "price" || method == "check" }

func byName(k *sig.Kernel) func(method string, o Order) (string, error) {
	return func(method string, o Order) (string, error) {
		p := sig.Params{}
		if takesOrder(method) {
			run.Must(json.Unmarshal([]byte(encode(o)), &p))
		}
		p["target"] = "acme"
		v, err := k.Bus().Invoke(run.Quiet, "oracle-desk."+method, p)
		if raw, ok := v.([]byte); ok {
			return string(raw), err
		}
		return encode(v), err
	}
}

func encoded(k *sig.Kernel) func(method string, o Order) (string, error) {
	return func(method string, o Order) (string, error) {
		in := `{"target":"acme"`
		if takesOrder(method) {
			in += "," + encode(o)[1:]
		} else {
			in += "}"
		}
		out, err := k.Bus().InvokeJSON(run.Quiet, "oracle-desk."+method, []byte(in))
		return string(out), err
	}
}

func main() {
	near := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateCounter(k, "c", CounterProps{Target: "acme"})) }, CounterFactory)
	defer run.Done(near)
	far := run.With([]sig.Option{sig.WithTransport(link{near})}, func(*sig.Kernel) {})
	defer run.Done(far)

	ways := []way{
		{"client", typed(NewDeskClient(near).Target("acme"))},
		{"name", byName(near)},
		{"encoded", encoded(near)},
		{"client over a transport", typed(NewDeskClient(far).Target("acme"))},
		{"encoded over a transport", encoded(far)},
	}
	price := 0.75
	orders := []Order{
		{ID: "o1", Items: []Item{{SKU: "a", Qty: 2}, {SKU: "b", Qty: 1, Price: &price, Wait: time.Second}}, At: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)},
		{ID: "o2", Items: []Item{}, Notes: map[string]string{"bad": "not <this> one"}},
		{ID: "o3", Items: []Item{{SKU: "x", Qty: 100}, {SKU: "x", Qty: 1}}, Notes: map[string]string{"b": "2", "a": "1"}},
	}
	plain := typed(&Counter{Factor: 1})
	for _, method := range []string{"price", "check", "limits", "ping"} {
		for _, o := range orders {
			want, wantErr := plain(method, o)
			fmt.Println(method, o.ID, want, wantErr)
			for _, w := range ways {
				got, err := w.call(method, o)
				same := err == nil && wantErr == nil && got == want || err != nil && wantErr != nil && err.Error() == wantErr.Error()
				if !same {
					fmt.Printf("\t%s differs: %s %v\n", w.name, got, err)
				}
			}
			if !takesOrder(method) {
				break
			}
		}
	}
	for _, bad := range []Order{{ID: "p1"}, {ID: "o1", Items: []Item{{SKU: "a", Qty: 1}, {SKU: "b", Qty: 101}}}} {
		for _, w := range ways {
			_, err := w.call("price", bad)
			var e *sig.Error
			errors.As(err, &e)
			fmt.Printf("%s: %t %s\n", w.name, errors.Is(err, sig.ErrInvalid), e.Path)
		}
	}
}
