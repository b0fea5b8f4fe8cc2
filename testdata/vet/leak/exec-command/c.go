// Package execcommand: another process
package execcommand

import (
	"context"
	"os/exec"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=exec-command scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Run(ctx context.Context, p P) (R, error) {
	out, err := exec.CommandContext(ctx, p.K).Output() // want SIG703
	return R{V: string(out)}, err
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
