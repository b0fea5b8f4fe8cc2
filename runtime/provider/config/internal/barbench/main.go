// Command barbench prints one line for the durable store's bar: name, figure,
// bar, floor, peer, and ok or short, medians of 10. The floor is what the disk gives: appends of
// the same size, each synced by its own writer, one writer alone, measured by turns.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/config"
)

const (
	writers = 64
	bar     = 50_000 // durable Sets a second
	span    = 500 * time.Millisecond
	rounds  = 10
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "barbench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "barbench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	k := sig.New()
	if err := k.Discover(config.ProviderFactory); err != nil {
		return err
	}
	if _, err := config.InstantiateProvider(k, "config", config.ProviderProps{State: filepath.Join(dir, "state")}); err != nil {
		return err
	}
	if err := k.Boot(ctx); err != nil {
		return err
	}
	defer k.Shutdown(ctx)
	admin, err := sig.Require(k, sig.ConfigAdminContract)
	if err != nil {
		return err
	}
	var rates, floors []float64
	for range rounds {
		rate, err := sets(admin)
		if err != nil {
			return err
		}
		floor, err := syncs(filepath.Join(dir, "floor"))
		if err != nil {
			return err
		}
		rates, floors = append(rates, rate), append(floors, floor)
	}
	rate, floor := median(rates), median(floors)
	verdict := "ok"
	if rate < bar {
		verdict = "short"
	}
	fmt.Printf("%-44s %9.0f %-10s bar %-6d floor %-8.0f peer %-22s %s\n", "durable Set from 64 writers", rate, "a second", bar, floor, "-", verdict)
	return nil
}

func median(all []float64) float64 {
	slices.Sort(all)
	return (all[(len(all)-1)/2] + all[len(all)/2]) / 2
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
