package main

import (
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/storage"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateCounter(k, "counter", CounterProps{Target: "acme"}))
		run.Made(InstantiateWatcher(k, "watcher", WatcherProps{Target: "acme"}))
		run.Made(InstantiatePlain(k, "plain", PlainProps{Target: "acme"}))
	}, storage.ProviderFactory, CounterFactory, WatcherFactory, PlainFactory)
	run.Call(k, "counter.add", nil)
	run.Made(k.Replace(run.Quiet, "counter", "", nil))
	run.Call(k, "counter.add", nil)
	fmt.Println(k.Why("watcher") == "", k.Why("plain") == "")
	run.Done(k)
}
