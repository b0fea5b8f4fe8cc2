// Package execcommand: a helper program is run.
//
// Verdict: leak.
// Why: A process has the whole machine, and not the tenant's handles.
package execcommand

import (
	"context"
	"os/exec"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=exec-command scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Convert(ctx context.Context, p P) (R, error) {
	cmd := exec.CommandContext(ctx, "convert", "-resize", p.K, "-", "png:-") // want leak
	cmd.Stdin = strings.NewReader(p.V)
	b, err := cmd.Output()
	return R{V: string(b)}, err
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
