package main

import (
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

// ran says which body runs; it is apart from the component, so nothing reads it.
func ran(name string) { fmt.Println("  ", name, "runs") }

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateSwitch(k, "s", SwitchProps{Target: "acme"})) }, SwitchFactory)
	defer run.Done(k)
	run.JSON(k, "s.show", ``)
	for _, in := range []string{`{"Right":"r"}`, `{"Left":"l"}`, `{"ToRight":true}`, `{"Left":"l2"}`, `{"Right":"r2"}`} {
		run.JSON(k, "s.set", in)
		run.JSON(k, "s.show", ``)
	}
}
