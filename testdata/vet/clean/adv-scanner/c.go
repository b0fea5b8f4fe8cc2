// Package advscanner: a scanner over text with its own errors
package advscanner

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type syntaxError struct {
	line int
	msg  string
}

func (e syntaxError) Error() string { return fmt.Sprintf("line %d: %s", e.line, e.msg) }

// C is the component.
//
//sig:component name=adv-scanner scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Count(ctx context.Context, p P) (R, error) {
	s := bufio.NewScanner(strings.NewReader(p.V))
	s.Split(bufio.ScanWords)
	n := 0
	for s.Scan() {
		if s.Text() == "bad" {
			return R{}, syntaxError{n, "bad word"}
		}
		n++
	}
	return R{N: n}, s.Err()
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
