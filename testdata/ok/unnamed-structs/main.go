package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateDesk(k, "d", DeskProps{Target: "acme"})) }, DeskFactory)
	defer run.Done(k)
	for _, in := range []string{
		`{"id":"1","shipping":{"street":"Main","zip":{"code":1234}},"lines":[{"sku":"a"},{"sku":"b","qty":2}],"notes":{"n":{"Text":["x"]}},"seen":{"s":{}}}`,
		`{"id":"1","shipping":{"street":"","zip":null},"lines":[]}`,
		`{"id":"1","shipping":{"street":"Main","zip":{"code":1}},"lines":[]}`,
		`{"id":"1","shipping":{"street":"Main"},"lines":[{"qty":2}]}`,
		`{"id":"1","shipping":{"street":"Main"},"lines":[],"seen":{"s":{"x":1}}}`,
	} {
		run.JSON(k, "d.take", in)
	}
	// What the host keeps is not what the tenant has.
	var o Order
	o.ID, o.Shipping.Street = "2", "Side"
	o.Notes = map[string]struct{ Text []string }{"n": {Text: []string{"mine"}}}
	_, err := NewDeskClient(k).Target("acme").Take(run.Quiet, o)
	run.Must(err)
	o.Notes["n"].Text[0] = "changed"
	run.JSON(k, "d.last", ``)
}
