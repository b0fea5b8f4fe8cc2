// Package tempfilescratch: a scratch file in the temporary directory.
//
// Verdict: leak.
// Why: os.TempDir is shared by all tenants, and the name is the caller's.
package tempfilescratch

import (
	"context"
	"os"
	"path/filepath"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=temp-file-scratch scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Save(ctx context.Context, p P) error {
	return os.WriteFile(filepath.Join(os.TempDir(), p.K), []byte(p.V), 0o600) // want leak
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
