// Command cmd is a program that links the component.
package main

import (
	"github.com/sigen-dev/sigen/testdata/vet/deep/clean/generic-strategy"
)

func main() { _ = new(genericstrategy.C) }
