// Command cmd is a program that links the component.
package main

import (
	"github.com/sigen-dev/sigen/testdata/vet/deep/attack/set-by-package"
	"github.com/sigen-dev/sigen/testdata/vet/deep/attack/set-by-package/hook"
)

func main() {
	_ = new(setbypackage.C)
	hook.Get = hook.Leak
}
