// Package nestedstringhelper: a String method that writes, of what a helper hands out
package nestedstringhelper

import (
	"context"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type s struct{ n int }

func (x *s) String() string {
	x.n++
	return strconv.Itoa(x.n)
}

var one = &s{}

func get() []*s { return []*s{one} }

// C is the component.
//
//sig:component name=nested-string-helper scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: fmt.Sprint(get())}, nil // want SIG701
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
