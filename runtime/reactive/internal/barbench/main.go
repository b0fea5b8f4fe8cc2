// Command barbench measures package reactive against its bars and prints one line for each: name, figure, bar, floor (what a
// bare layout without an engine costs in the same process), peer (the best other engine, from the notes of a peer run on a like
// machine), and ok or short. It exits with 1 when one is short and -strict is given. Everything is held in memory; it takes about
// 30 seconds and 1 GB.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
)

// A bar is one line of the table.
type bar struct {
	name    string
	unit    string
	limit   float64
	peer    string
	measure func(rounds int) (figure, floor float64)
}

var bars = []bar{
	{"propagation grid 100x100, static", "ns/node", 10, "go-incr 21", gridStatic100},
	{"propagation grid 1000x1000, static", "ns/node", 12, "go-incr 30", gridStatic1000},
	{"propagation grid 100x100, dynamic", "ns/node", 25, "alien-signals 57", gridDynamic100},
	{"valid computed read, one goroutine", "ns", 3.5, "RWMutex 4.2", readOne},
	{"valid computed read, all cores", "ns", 3.5, "RWMutex 9-24", readAll},
	{"valid computed read, 1M tenants at random", "ns", 50, "checked pointer 41-77", readMillion},
	{"Set+Get of a setting, 1M tenants at random", "ns", 300, "lazy cell 197-208", setGetMillion},
	{"allocations of that Set+Get", "", 1, "-", setGetAllocs},
	{"read against a flat-out writer", "ns median", 15, "locks 125", readAgainstWriter},
	{"memory of a tenant's cells", "bytes", 112, "alien-signals-go 232", memory},
	{"effect latency from Set to run, idle", "ns median", 5000, "-", effectLatency},
}

func main() {
	rounds := flag.Int("rounds", 10, "measurements of each figure; the median counts")
	flag.BoolVar(&best, "best", false, "take the best measurement instead of the median, for a busy machine")
	strict := flag.Bool("strict", false, "exit with 1 when a bar is missed")
	flag.Parse()
	missed := 0
	for _, b := range bars {
		figure, floor := b.measure(*rounds)
		verdict := "ok"
		if figure > b.limit {
			verdict = "short"
			missed++
		}
		bare := "-"
		if floor > 0 {
			bare = fmt.Sprintf("%.1f", floor)
		}
		fmt.Printf("%-44s %9.1f %-10s bar %-6g floor %-8s peer %-22s %s\n", b.name, figure, b.unit, b.limit, bare, b.peer, verdict)
	}
	if missed > 0 && *strict {
		os.Exit(1)
	}
}

var best bool

// median runs f and returns the middle of its figures, or with -best the lowest.
func median(rounds int, f func() float64) float64 {
	all := make([]float64, rounds)
	for i := range all {
		all[i] = f()
	}
	slices.Sort(all)
	if best {
		return all[0]
	}
	return all[len(all)/2]
}
