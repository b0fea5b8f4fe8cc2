// Command cmd is a program that links the component.
package main

import (
	"github.com/sigen-dev/sigen/testdata/vet/deep/attack/array-of-struct"
)

func main() { _ = new(arrayofstruct.C) }
