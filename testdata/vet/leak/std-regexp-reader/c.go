// Package stdregexpreader: an expression is matched against a reader of the package
package stdregexpreader

import (
	"context"
	"regexp"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var re = regexp.MustCompile("x")
var rd = strings.NewReader("aaaaxaaaaax")

// C is the component.
//
//sig:component name=std-regexp-reader scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	ok := re.MatchReader(rd) // want SIG701
	if ok {
		return R{N: rd.Len()}, nil
	}
	return R{}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
