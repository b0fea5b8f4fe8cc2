// Package atkclosuresinmap: closures in a map share a variable of the initialiser
package atkclosuresinmap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var ops = table()

func table() map[string]func(string) string {
	last := ""
	return map[string]func(string) string{
		"put": func(v string) string { last = v; return "" },
		"get": func(string) string { return last },
	}
}

// C is the component.
//
//sig:component name=atk-closures-in-map scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: ops[p.K](p.V)}, nil // want SIG702
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
