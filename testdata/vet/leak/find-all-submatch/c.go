// Package findallsubmatch: matches lie in what was searched
package findallsubmatch

import (
	"context"
	"regexp"

	sig "github.com/sigen-dev/sigen/runtime"
)

var s [256]byte

// C is the component.
//
//sig:component name=find-all-submatch scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	found := regexp.MustCompile("a").FindAllSubmatch(s[:], -1)
	found[0][0][0] = byte(p.N) // want SIG701
	return R{V: string(s[:])}, nil
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
