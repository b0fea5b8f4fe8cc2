// Package scannersplitfunc: a split function keeps the last token.
//
// Verdict: leak.
// Why: bufio.Scanner calls it, and it writes a package variable.
package scannersplitfunc

import (
	"bufio"
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var lastToken []byte

func splitKeep(data []byte, atEOF bool) (int, []byte, error) {
	adv, tok, err := bufio.ScanWords(data, atEOF)
	if len(tok) > 0 {
		lastToken = append(lastToken[:0], tok...) // want leak
	}
	return adv, tok, err
}

// C is the component.
//
//sig:component name=scanner-split-func scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Count(ctx context.Context, p P) (R, error) {
	before := string(lastToken)
	s := bufio.NewScanner(strings.NewReader(p.V))
	s.Split(splitKeep)
	n := 0
	for s.Scan() {
		n++
	}
	return R{V: before, N: n}, s.Err()
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
