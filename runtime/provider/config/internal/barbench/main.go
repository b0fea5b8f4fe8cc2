// Command barbench holds the durable store against its bar; package bars says how to read the line. The floor
// is what the disk gives: appends of the same size, each synced by its own writer, one writer alone.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sigen-dev/sigen/internal/bars"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/config"
)

const (
	writers = 64
	span    = 500 * time.Millisecond
)

func main() {
	bars.Main(10, []bars.Bar{{
		Name: "durable Set from 64 writers", Unit: "a second", Limit: 50_000, Least: true, Peer: "-",
		Measure: func(rounds int) (figure, floor float64) {
			figure, floor, err := run(context.Background(), rounds)
			if err != nil {
				fmt.Fprintln(os.Stderr, "barbench:", err)
				os.Exit(1)
			}
			return figure, floor
		},
	}})
}

func run(ctx context.Context, rounds int) (figure, floor float64, err error) {
	dir, err := os.MkdirTemp("", "barbench")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(dir)
	k := sig.New()
	if err := k.Discover(config.ProviderFactory); err != nil {
		return 0, 0, err
	}
	if _, err := config.InstantiateProvider(k, "config", config.ProviderProps{State: filepath.Join(dir, "state")}); err != nil {
		return 0, 0, err
	}
	if err := k.Boot(ctx); err != nil {
		return 0, 0, err
	}
	defer k.Shutdown(ctx)
	admin, err := sig.Require(k, sig.ConfigAdminContract)
	if err != nil {
		return 0, 0, err
	}
	var failed error
	must := func(f float64, err error) float64 {
		failed = errors.Join(failed, err)
		return f
	}
	both := bars.Beside(rounds, func() float64 { return must(sets(admin)) },
		func() float64 { return must(syncs(filepath.Join(dir, "floor"))) })
	return both[0], both[1], failed
}

// sets counts durable Sets a second of all writers.
func sets(admin sig.ConfigAdmin) (float64, error) {
	var stop atomic.Bool
	var n atomic.Int64
	var failed atomic.Pointer[error]
	var wg sync.WaitGroup
	start := time.Now()
	for w := range writers {
		wg.Go(func() {
			path := "tenants.t" + strconv.Itoa(w) + ".db.url"
			for i := 0; !stop.Load(); i++ {
				if err := admin.Set(path, "sqlite:"+strconv.Itoa(i)+".db"); err != nil {
					failed.Store(&err)
					return
				}
				n.Add(1)
			}
		})
	}
	time.Sleep(span)
	stop.Store(true)
	wg.Wait()
	if err := failed.Load(); err != nil {
		return 0, *err
	}
	return float64(n.Load()) / time.Since(start).Seconds(), nil
}

// syncs counts appends with an fsync each.
func syncs(path string) (float64, error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	record := make([]byte, 64)
	n, start := 0, time.Now()
	for time.Since(start) < span/5 {
		if _, err := f.Write(record); err != nil {
			return 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, err
		}
		n++
	}
	return float64(n) / time.Since(start).Seconds(), nil
}
