package copyseenbeforemap

import (
	"context"
	"maps"

	sig "github.com/sigen-dev/sigen/runtime"
)

type event struct {
	name   string
	fields map[string]string
}

func (e *event) with(k, v string) *event {
	c := *e
again:
	p := &c
	if len(p.fields) > 9 {
		c.fields = maps.Clone(e.fields)
		goto again
	}
	p.fields[k] = v // want SIG706
	return p
}

// C is the component.
//
//sig:component name=copy-seen-before-map scope=shared
type C struct {
	sig.Instance
	base *event
}

//sig:activate
func (c *C) start(context.Context) error {
	c.base = &event{name: "order", fields: map[string]string{"v": "1"}}
	return nil
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.base.with("v", "").fields["v"]
	e := c.base.with("v", p.V)
	return R{V: old + e.name + e.fields["v"], N: len(e.fields)}, nil
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
