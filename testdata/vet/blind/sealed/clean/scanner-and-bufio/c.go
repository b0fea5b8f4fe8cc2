// Package scannerandbufio: words are counted with bufio.Scanner.
//
// Verdict: proved.
package scannerandbufio

import (
	"bufio"
	"context"
	"strings"
	"unicode"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=scanner-and-bufio scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Words(ctx context.Context, p P) (R, error) {
	counts := map[string]int{}
	s := bufio.NewScanner(strings.NewReader(p.V))
	s.Buffer(make([]byte, 0, 1024), 1<<16)
	s.Split(bufio.ScanWords)
	for s.Scan() {
		counts[strings.TrimFunc(s.Text(), unicode.IsPunct)]++
	}
	return R{V: p.K, N: counts[p.K]}, s.Err()
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
