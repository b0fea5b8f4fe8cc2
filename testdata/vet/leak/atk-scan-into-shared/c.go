// Package atkscanintoshared: fmt.Sscan fills a package's variable through a struct of pointers
package atkscanintoshared

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

var last string

// C is the component.
//
//sig:component name=atk-scan-into-shared scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := last
	into := []any{&last}
	fmt.Sscan(p.V, into...) // want SIG701
	return R{V: old}, nil
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
