// Package util is innocent.
package util

import "github.com/sigen-dev/sigen/testdata/vet/leak/exit-in-helper-package/util/deep"

// Get gets.
func Get(k string) string { return deep.Get(k) }
