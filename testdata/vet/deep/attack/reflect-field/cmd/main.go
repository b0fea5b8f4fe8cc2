// Command cmd is a program that links the component.
package main

import (
	"github.com/sigen-dev/sigen/testdata/vet/deep/attack/reflect-field"
)

func main() { _ = new(reflectfield.C) }
