// Package stdcallmethodvalue: hands a function to a method value of the library
package stdcallmethodvalue

import (
	"context"
	"log/slog"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type t struct{ v string }

var rec = func() slog.Record {
	r := slog.NewRecord(time.Time{}, 0, "a", 0)
	r.AddAttrs(slog.Any("a", &t{}))
	return r
}()

// C is the component.
//
//sig:component name=std-call-method-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	f := rec.Attrs
	f(func(a slog.Attr) bool { x := a.Value.Any().(*t); x.v = p.V; return true }) // want SIG701
	return R{}, nil
}

type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
