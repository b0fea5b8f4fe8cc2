package main

import (
	"fmt"
	"maps"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

var (
	mu   sync.Mutex
	runs = map[string]int{} // guarded by mu
)

// ran counts a run of a body, apart from the component so that no computed reads it.
func ran(name string) {
	mu.Lock()
	defer mu.Unlock()
	runs[name]++
}

func counts() map[string]int {
	mu.Lock()
	defer mu.Unlock()
	return maps.Clone(runs)
}

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateBoard(k, "b", BoardProps{Target: "acme"})) }, BoardFactory)
	defer run.Done(k)

	step := func(in string) {
		run.JSON(k, "b.set", in)
		run.Must(k.Settled(run.Quiet))
		run.JSON(k, "b.view", ``)
		run.JSON(k, "b.view", ``)
	}
	run.JSON(k, "b.view", ``)
	step(`{"number":1}`)
	step(`{"number":3}`)
	step(`{"tags":["x"]}`)
	step(`{"tags":["y"]}`)
	step(`{"factor":0.5}`)
	step(`{"factor":2}`)
	step(`{"number":4}`)

	plain := new(Board)
	plain.Number.Set(5)
	plain.Factor.Set(2)
	fmt.Println("plain:", plain.Label(), plain.Scaled(), plain.Either())
}
