// Command cmd is a program that links the component.
package main

import (
	"github.com/sigen-dev/sigen/testdata/vet/deep/clean/only-reader-made"
)

func main() { _ = new(onlyreadermade.C) }
