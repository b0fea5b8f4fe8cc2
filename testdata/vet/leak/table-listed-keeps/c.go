// Package tablelistedkeeps: a list of what a table holds, one of which keeps what it is called with
package tablelistedkeeps

import (
	"context"
	"strings"

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

type step interface{ run(v string) string }

type keep struct{ last string }

func (k *keep) run(v string) string {
	old := k.last
	k.last = v
	return old
}

type up struct{}

func (up) run(v string) string { return strings.ToUpper(v) }

var table = map[string]step{"keep": new(keep), "up": up{}}

// C is the component.
//
//sig:component name=table-listed-keeps scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var all []step
	for _, s := range table {
		all = append(all, s)
	}
	out := ""
	for _, s := range all {
		out += s.run(p.K) // want SIG701
	}
	return R{out}, nil
}
