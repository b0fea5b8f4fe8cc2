// Command cmd is a program that links the component.
package main

import (
	"github.com/sigen-dev/sigen/testdata/vet/deep/clean/function-in-field"
)

func main() { _ = new(functioninfield.C) }
