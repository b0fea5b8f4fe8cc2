// Package helperpackageexportedvar: the exported variable of a helper package is set.
//
// Verdict: leak.
// Why: conf.Verbose is one switch for all tenants.
package helperpackageexportedvar

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/vet/blind/sealed/leak/helper-package-exported-var/conf"
)

// C is the component.
//
//sig:component name=helper-package-exported-var scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Debug(ctx context.Context, p P) (R, error) {
	was := conf.Prefix
	conf.Prefix = p.V // want leak
	return R{V: was + conf.Line(p.K)}, nil
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
