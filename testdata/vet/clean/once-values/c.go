// Package oncevalues: a lazily made pair
package oncevalues

import (
	"context"
	"regexp"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var parsed = sync.OnceValues(func() (*regexp.Regexp, error) { return regexp.Compile("a+") })

// C is the component.
//
//sig:component name=once-values scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Find(ctx context.Context, p P) (R, error) {
	re, err := parsed()
	if err != nil {
		return R{}, err
	}
	return R{V: re.FindString(p.V)}, nil
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
