// Package boundmethodglobal: a bound method carries its receiver
package boundmethodglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type log struct{ lines []string }

func (l *log) add(s string) { l.lines = append(l.lines, s) }

var record = (&log{}).add

// C is the component.
//
//sig:component name=bound-method-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Note(ctx context.Context, p P) error {
	record(p.V) // want SIG702
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
