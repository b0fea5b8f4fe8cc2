package genericaskedformethods

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var shared = &ev{}

func (e *ev) set(v string) string {
	old := e.id
	e.id = v
	return old
}

func same[T any](e T) T { return e }

func pick[T any](x T, f func(T) T, v string) string {
	return any(f(x)).(interface{ set(string) string }).set(v)
}

type ev struct {
	id  string
	ctx context.Context
}

// C is the component.
//
//sig:component name=generic-asked-for-methods scope=tenant
type C struct {
	sig.Instance
	n int
}

//sig:activate
func (c *C) start(context.Context) error {
	return nil
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: pick(shared, same[*ev], p.V)}, nil // want SIG701
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
