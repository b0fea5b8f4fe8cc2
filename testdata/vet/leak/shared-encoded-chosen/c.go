// Package sharedencodedchosen: a caller chooses what is encoded, and a method of that counts
package sharedencodedchosen

import (
	"context"
	"encoding/json"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type counted struct{ n *int }

func (x counted) MarshalJSON() ([]byte, error) {
	*x.n++
	return []byte("1"), nil
}

// C is one.
//
//sig:component name=shared-encoded-chosen scope=shared
type C struct {
	sig.Instance
	last string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	n := 0
	var x any = 1
	if p.V == "x" {
		x = counted{&n}
	}
	text, err := json.Marshal(x)
	c.last = strconv.Itoa(n) // want SIG706
	return R{V: old + string(text)}, err
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
