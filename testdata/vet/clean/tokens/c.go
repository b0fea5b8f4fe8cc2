// Package tokens: text/scanner over what was sent
package tokens

import (
	"context"
	"strings"
	"text/scanner"

	sig "github.com/sigen-dev/sigen/runtime"
)

var words = map[string]int{"one": 1, "two": 2}

// C is the component.
//
//sig:component name=tokens scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var s scanner.Scanner
	s.Init(strings.NewReader(p.V))
	n := 0
	for t := s.Scan(); t != scanner.EOF; t = s.Scan() {
		n += words[s.TokenText()]
	}
	return R{N: n}, nil
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
