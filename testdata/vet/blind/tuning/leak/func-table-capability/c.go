// Package functablecapability: a table of operations holds os.ReadFile.
//
// Verdict: leak.
// Why: The call is indirect; the reference in the table is the capability.
package functablecapability

import (
	"context"
	"errors"
	"os"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var ops = map[string]func(string) ([]byte, error){
	"upper": func(s string) ([]byte, error) { return []byte(strings.ToUpper(s)), nil },
	"file":  os.ReadFile, // want leak
}

// C is the component.
//
//sig:component name=func-table-capability scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Apply(ctx context.Context, p P) (R, error) {
	op, ok := ops[p.K]
	if !ok {
		return R{}, errors.New("unknown operation")
	}
	b, err := op(p.V)
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
