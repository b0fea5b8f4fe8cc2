// Package unmarshalwrites: a decoder that remembers
package unmarshalwrites

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var names []string

// Name is text.
type Name string

// UnmarshalJSON keeps what it read.
func (n *Name) UnmarshalJSON(b []byte) error {
	names = append(names, string(b)) // want SIG701
	*n = Name(b)
	return nil
}

// Who is a caller's name.
type Who struct {
	Name Name `json:"name"`
}

// C is the component.
//
//sig:component name=unmarshal-writes scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Hello(ctx context.Context, w Who) (R, error) { return R{V: string(w.Name)}, nil }

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
