// Package atkoptionfunc: an option sets the package's cell
package atkoptionfunc

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

func (c *cell) swap(v string) string {
	old := c.last
	c.last = v
	return old
}

var one = &cell{}

type conf struct{ c *cell }

type option func(*conf)

func withCell(c *cell) option { return func(f *conf) { f.c = c } }

func build(os ...option) *conf {
	f := &conf{c: &cell{}}
	for _, o := range os {
		o(f)
	}
	return f
}

// C is the component.
//
//sig:component name=atk-option-func scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: build(withCell(one)).c.swap(p.V)}, nil // want SIG701
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
