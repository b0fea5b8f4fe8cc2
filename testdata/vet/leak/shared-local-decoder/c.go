// Package sharedlocaldecoder: where a local decoder is says what a caller sent
package sharedlocaldecoder

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-local-decoder scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	d := json.NewDecoder(strings.NewReader("1 2"))
	var n int
	if p.V == "x" {
		d.Token()
	}
	d.Decode(&n)
	c.s = strconv.Itoa(n) // want SIG706
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
