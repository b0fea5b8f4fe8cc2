// Package lazytables: tables made once
package lazytables

import (
	"context"
	"regexp"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var table = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for i, w := range strings.Fields("zero one two") {
		m[w] = i
	}
	return m
})

var both = sync.OnceValues(func() (*regexp.Regexp, error) { return regexp.Compile("^[a-z]+$") })

// C is the component.
//
//sig:component name=lazy-tables scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	re, err := both()
	if err != nil || !re.MatchString(p.V) {
		return R{}, err
	}
	return R{N: table()[p.V]}, nil
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
