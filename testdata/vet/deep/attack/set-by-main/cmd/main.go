// Command cmd is a program that links the component.
package main

import (
	"github.com/sigen-dev/sigen/testdata/vet/deep/attack/set-by-main"
)

func main() { setbymain.F = setbymain.Leak }
