// Package stringmethod: String is called by fmt
package stringmethod

import (
	"context"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

var prints int

type money int

func (m money) String() string {
	prints++ // want SIG701
	return strconv.Itoa(int(m))
}

// C is the component.
//
//sig:component name=string-method scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Show(ctx context.Context, p P) (R, error) { return R{V: fmt.Sprint(money(p.N))}, nil }

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
