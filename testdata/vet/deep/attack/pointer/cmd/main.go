// Command cmd is a program that links the component.
package main

import (
	"github.com/sigen-dev/sigen/testdata/vet/deep/attack/pointer"
)

func main() { _ = new(pointer.C) }
