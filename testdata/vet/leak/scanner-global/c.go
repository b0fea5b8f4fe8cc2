// Package scannerglobal: a reader with a position
package scannerglobal

import (
	"bufio"
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var in = bufio.NewReader(strings.NewReader("a\nb\nc\n"))

// C is the component.
//
//sig:component name=scanner-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	line, err := in.ReadString('\n') // want SIG701
	return R{V: line}, err
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
