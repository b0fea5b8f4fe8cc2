// Package tableofwriters: a table of what writes to a writer of the call, and may fail
package tableofwriters

import (
	"context"
	"fmt"
	"io"
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
	Run(w io.Writer, v string) error
}

type up struct{ n int }

func (u *up) Run(w io.Writer, v string) error { _, err := io.WriteString(w, v); return err }

var registry = map[string]step{"up": &up{}}

// C is the component.
//
//sig:component name=table-of-writers scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s, ok := registry[p.K]
	if !ok {
		return R{}, fmt.Errorf("no format %q", p.K)
	}
	var b strings.Builder
	if err := s.Run(&b, p.K); err != nil {
		return R{}, err
	}
	return R{b.String()}, nil
}
