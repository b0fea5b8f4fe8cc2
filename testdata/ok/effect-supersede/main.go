package main

import (
	"fmt"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

var (
	mu    sync.Mutex
	notes []string // guarded by mu
)

// note keeps what an effect does, which runs beside main.
func note(format string, args ...any) {
	mu.Lock()
	defer mu.Unlock()
	notes = append(notes, fmt.Sprintf(format, args...))
}

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateDial(k, "d", DialProps{Target: "acme"})) }, DialFactory)
	run.JSON(k, "d.set", `"slow"`)
	run.JSON(k, "d.started", ``)
	run.JSON(k, "d.set", `"fast"`)
	run.Must(k.Settled(run.Quiet))
	run.Done(k)
	for _, n := range notes {
		fmt.Println(n)
	}
}
