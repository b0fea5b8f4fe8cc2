// Package sharedencodedinside: a value that is encoded counts in a shared component, inside of others
package sharedencodedinside

import (
	"context"
	"encoding/json"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type m struct{ n *int }

func (x m) MarshalText() ([]byte, error) {
	if x.n != nil {
		*x.n++
	}
	return nil, nil
}

// C is shared.
//
//sig:component name=shared-encoded-inside scope=shared
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	json.Marshal(map[string]any{"x": make([]m, len(p.V)), "y": m{&c.n}}) // want SIG706
	return R{V: fmt.Sprint(old)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
