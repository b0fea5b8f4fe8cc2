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

func note(text string) {
	mu.Lock()
	defer mu.Unlock()
	notes = append(notes, text)
}

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateWorker(k, "w", WorkerProps{Target: "acme"})) }, WorkerFactory)
	for _, name := range []string{"w.job", "w.soon", "w.ticks"} {
		run.JSON(k, name, ``)
	}
	run.Must(k.Remove(run.Quiet, "w"))
	fmt.Println(notes)
	_, err := k.Add(run.Quiet, "goroutines-worker", "w", sig.Props{"target": "acme"})
	run.Must(err)
	run.JSON(k, "w.job", ``)
	run.JSON(k, "w.ticks", ``)
	run.Done(k)
	fmt.Println(notes)
}
