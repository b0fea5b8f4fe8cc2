// Package hook writes a variable of another package.
package hook

import (
	_ "unsafe"

	linkname "github.com/sigen-dev/sigen/testdata/vet/deep/attack/linkname"
)

//go:linkname f github.com/sigen-dev/sigen/testdata/vet/deep/attack/linkname.f
var f func(string) string

// Set sets it.
func Set() { f = linkname.Leak }
