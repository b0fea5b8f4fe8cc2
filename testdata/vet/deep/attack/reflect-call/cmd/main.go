// Command cmd is a program that links the component.
package main

import (
	"github.com/sigen-dev/sigen/testdata/vet/deep/attack/reflect-call"
)

func main() { _ = new(reflectcall.C) }
