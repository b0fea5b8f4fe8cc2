// Package tablefillsargument: what a table holds puts memory of its own into an argument
package tablefillsargument

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// P is what a caller sends.
type P struct {
	K string `json:"k"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}

type step interface{ Fill(to *holder) }

type holder struct{ l *[]string }

type keep struct{ last []string }

func (k *keep) Fill(to *holder) { to.l = &k.last }

var registry = map[string]step{"a": &keep{last: []string{""}}}

// C is the component.
//
//sig:component name=table-fills-argument scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s, ok := registry["a"]
	if !ok {
		return R{}, nil
	}
	var h holder
	s.Fill(&h)
	old := (*h.l)[0]
	(*h.l)[0] = p.K // want SIG701
	return R{old}, nil
}
