// Command reactive measures propagation in sigen's engine beside its peers, in
// one run, and prints a table with ratios.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// A size is a grid: w chains of h computeds.
type size struct{ W, H int }

var sizes = []size{{1, 1}, {1, 100}, {10, 10}, {100, 100}, {1000, 100}, {1000, 1000}}

// A grid is an engine set up for one size.
type grid struct {
	set   func(int64) // a write, and everything that it causes
	runs  *int        // effect runs so far
	last  *int64      // the value that the last effect saw
	close func()
}

// A figure is one engine at one size.
type figure struct {
	Engine  string
	W, H    int
	PerNode float64 // ns
	Err     string  `json:",omitempty"`
}

const (
	batches   = 10
	batchTime = 40 * time.Millisecond
)

func measure(engine string, s size, build func(w, h int) grid) figure {
	f := figure{Engine: engine, W: s.W, H: s.H}
	g := build(s.W, s.H)
	defer g.close()
	before := *g.runs
	g.set(2)
	if n := *g.runs - before; n != s.W || *g.last != int64(2+s.H) {
		f.Err = fmt.Sprintf("%d effect runs and the value %d, want %d and %d", n, *g.last, s.W, 2+s.H)
		return f
	}
	n := int64(2)
	batch := func(writes int) time.Duration {
		start := time.Now()
		for range writes {
			n++
			g.set(n)
		}
		return time.Since(start)
	}
	writes := 1
	for batch(writes) < batchTime {
		writes *= 2
	}
	times := make([]float64, batches)
	for i := range times {
		times[i] = float64(batch(writes).Nanoseconds()) / float64(writes) / float64(s.W*(s.H+1))
	}
	slices.Sort(times)
	f.PerNode = (times[batches/2-1] + times[batches/2]) / 2
	return f
}

func main() {
	asJSON := flag.Bool("json", false, "print JSON")
	quick := flag.Bool("quick", false, "only the 100x100 grid")
	flag.Parse()
	if *quick {
		sizes = []size{{100, 100}}
	}
	engines := []string{"sigen static", "sigen dynamic", "go-incr 1.4.13"}
	builders := map[string]func(w, h int) grid{"sigen static": static, "sigen dynamic": dynamic, "go-incr 1.4.13": incremental}
	var all []figure
	for _, s := range sizes {
		for _, e := range engines {
			all = append(all, measure(e, s, builders[e]))
			fmt.Fprint(os.Stderr, ".")
		}
	}
	js, note := nodeFigures(sizes)
	for _, f := range js {
		if !slices.Contains(engines, f.Engine) {
			engines = append(engines, f.Engine)
		}
	}
	all = append(all, js...)
	fmt.Fprintln(os.Stderr)
	if *asJSON {
		if err := json.NewEncoder(os.Stdout).Encode(all); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		return
	}
	table(engines, all)
	if note != "" {
		fmt.Println(note)
	}
	for _, f := range all {
		if f.Err != "" {
			fmt.Printf("%s at %dx%d: %s\n", f.Engine, f.W, f.H, f.Err)
			defer os.Exit(1)
		}
	}
}

// table prints ns per node, and in brackets the ratio to sigen's static wiring.
func table(engines []string, all []figure) {
	at := func(e string, s size) (float64, bool) {
		i := slices.IndexFunc(all, func(f figure) bool { return f.Engine == e && f.W == s.W && f.H == s.H && f.Err == "" })
		if i < 0 {
			return 0, false
		}
		return all[i].PerNode, true
	}
	fmt.Printf("%-22s", "ns per node")
	for _, s := range sizes {
		fmt.Printf("%18s", fmt.Sprintf("%dx%d", s.W, s.H))
	}
	fmt.Println()
	for _, e := range engines {
		fmt.Printf("%-22s", e)
		for _, s := range sizes {
			v, ok := at(e, s)
			base, _ := at(engines[0], s)
			cell := "-"
			if ok {
				cell = fmt.Sprintf("%.1f", v)
				if e != engines[0] && base > 0 {
					cell += fmt.Sprintf(" (%.1fx)", v/base)
				}
			}
			fmt.Printf("%18s", cell)
		}
		fmt.Println()
	}
	fmt.Println(strings.Repeat("-", 22), "in brackets: times sigen static")
}
