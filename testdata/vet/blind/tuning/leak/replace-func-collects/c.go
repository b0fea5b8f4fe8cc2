// Package replacefunccollects: the callback of ReplaceAllStringFunc collects.
//
// Verdict: leak.
// Why: Mail addresses that are masked for one tenant are listed for another.
package replacefunccollects

import (
	"context"
	"regexp"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	mail   = regexp.MustCompile(`[\w.]+@[\w.]+`)
	masked []string
)

func mask(s string) string {
	masked = append(masked, s) // want leak
	return "***"
}

// C is the component.
//
//sig:component name=replace-func-collects scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Mask(ctx context.Context, p P) (R, error) {
	out := mail.ReplaceAllStringFunc(p.V, mask)
	return R{V: out, N: len(masked)}, nil
}

//sig:runnable desc="one call"
func (c *C) Masked(ctx context.Context) (R, error) { return R{V: strings.Join(masked, " ")}, nil }

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
