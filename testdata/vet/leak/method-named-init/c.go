// Package methodnamedinit: a method may be called init and is no initialisation
package methodnamedinit

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var last, title string

type form struct{ v string }

func (f *form) init(v string) {
	f.v = last
	last = v // want SIG701
}

type page struct{ v string }

func (p *page) init(v string) {
	p.v = title
	title = v // want SIG701
}

// C is the component.
//
//sig:component name=method-named-init scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Fill(ctx context.Context, p P) (R, error) {
	var f form
	f.init(p.V)
	var q page
	q.init(p.V)
	return R{f.v + q.v}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
