// Package tablelistedcaptures: a list of functions of a table, one of which keeps what it is called with
package tablelistedcaptures

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

func counter() func(*R, string) {
	var last string
	return func(r *R, v string) { r.V, last = last, v }
}

var table = map[string]func(*R, string){"a": counter(), "b": func(r *R, v string) { r.V = v }}

// C is the component.
//
//sig:component name=table-listed-captures scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var r R
	fs := []func(*R, string){table["a"]}
	for _, f := range fs {
		f(&r, p.K) // want SIG702
	}
	return r, nil
}
