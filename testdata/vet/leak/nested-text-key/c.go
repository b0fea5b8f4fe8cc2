// Package nestedtextkey: a MarshalText method that writes, of the key of a map that is encoded
package nestedtextkey

import (
	"context"
	"encoding/json"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type k struct{ n *int }

func (x k) MarshalText() ([]byte, error) {
	*x.n++
	return []byte(strconv.Itoa(*x.n)), nil
}

var (
	count int
	key   = k{&count}
)

// C is the component.
//
//sig:component name=nested-text-key scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	b, err := json.Marshal(map[k]int{key: 1}) // want SIG701
	return R{V: string(b)}, err
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
