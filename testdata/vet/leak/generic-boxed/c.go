// Package genericboxed: a generic function makes an interface of what keeps the last value
package genericboxed

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

type step interface {
	Name() string
	Run(v string) string
}

type keep struct{ last string }

func (*keep) Name() string { return "keep" }

func (k *keep) Run(v string) string {
	old := k.last
	k.last = v
	return old
}

type up struct{}

func (up) Name() string { return "up" }

func (up) Run(v string) string { return strings.ToUpper(v) }

func box[S step](s S) step { return s }

var registry = map[string]step{"up": up{}, "keep": box(&keep{})}

// C is the component.
//
//sig:component name=generic-boxed scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s, ok := registry["keep"]
	if !ok {
		return R{}, nil
	}
	return R{s.Run(p.K)}, nil // want SIG701
}
