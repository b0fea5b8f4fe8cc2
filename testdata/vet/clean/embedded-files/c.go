// Package embeddedfiles: files that were compiled in
package embeddedfiles

import (
	"context"
	_ "embed"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

//go:embed c.go
var source string

// C is the component.
//
//sig:component name=embedded-files scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Lines(ctx context.Context) (R, error) {
	return R{N: strings.Count(source, "\n")}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
