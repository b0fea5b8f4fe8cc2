package copywithownmap

import (
	"context"
	"maps"

	sig "github.com/sigen-dev/sigen/runtime"
)

type Event struct {
	Name   string
	Fields map[string]string
}

func (e *Event) With(k, v string) *Event {
	c := *e
	c.Fields = maps.Clone(c.Fields)
	c.Fields[k] = v
	return &c
}

var base = &Event{Name: "order", Fields: map[string]string{"v": "1"}}

// C is the component.
//
//sig:component name=copy-with-own-map scope=tenant
type C struct{ sig.Instance }

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	e := base.With("k", p.K).With("v", p.V)
	return R{V: e.Name + e.Fields["v"], N: len(e.Fields)}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
