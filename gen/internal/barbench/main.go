// Command barbench holds the generator against its bars: a module of 1 000 annotated components in
// 200 packages, with the command as users run it.
package main

import (
	"os"

	"github.com/sigen-dev/sigen/internal/bars"
)

func main() {
	w, err := newWork()
	must(err)
	defer os.RemoveAll(scratch)
	bars.Main(3, []bars.Bar{
		{Name: "sigen: nothing changed", Unit: "ms", Limit: 150, Peer: "-", Measure: w.unchanged},
		{Name: "sigen: one package of 200 changed", Unit: "ms", Limit: 500, Peer: "-", Measure: w.changed},
		{Name: "sigen: memory, without a cache", Unit: "MiB", Limit: 1024, Peer: "-", Measure: w.memory},
		{Name: "sigen: cold, of go list -export -deps + go vet", Unit: "times", Limit: 1.5, Peer: "-", Measure: w.cold},
	})
}
