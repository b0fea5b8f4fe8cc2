// Package shareddecodedinside: what is decoded lies in the component
package shareddecodedinside

import (
	"context"
	"encoding/json"
	sig "github.com/sigen-dev/sigen/runtime"
	"strconv"
)

type uv struct{ n int }

func (f *uv) UnmarshalJSON([]byte) error {
	f.n++
	return nil
}

// C is the component.
//
//sig:component name=shared-decoded-inside scope=shared
type C struct {
	sig.Instance
	v uv
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := strconv.Itoa(c.v.n)
	var d struct{ A *uv }
	d.A = &c.v
	json.Unmarshal([]byte(p.V), &d) // want SIG706
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	K string            `json:"k"`
	V string            `json:"v"`
	N int               `json:"n"`
	L []string          `json:"l"`
	M map[string]string `json:"m"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
