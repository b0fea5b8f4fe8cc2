// Command cmd is a program that links the component.
package main

import (
	"github.com/sigen-dev/sigen/testdata/vet/deep/clean/table-to-interface"
)

func main() { _ = new(tabletointerface.C) }
