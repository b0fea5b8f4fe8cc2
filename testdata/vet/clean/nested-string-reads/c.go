// Package nestedstringreads: a String method that reads, of what lies in a slice that is printed
package nestedstringreads

import (
	"context"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type s struct{ n int }

func (x *s) String() string {
	return strconv.Itoa(x.n)
}

var one = &s{}

// C is the component.
//
//sig:component name=nested-string-reads scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: fmt.Sprint([]*s{one}, map[string]*s{p.K: one}, struct{ A *s }{one})}, nil
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
