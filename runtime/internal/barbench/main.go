// Command barbench measures the kernel against its bars and prints one line for each: name, figure, bar, floor (what a plain Go
// program needs for the same work, in the same process), peer (from a run of the peers on a like machine), and ok or short. It
// exits with 1 when one is short and -strict is given. It takes about 15 seconds on a free machine, and 1 GB.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"time"
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
	{"typed call, handle held, caller in ctx", "ns", 13, "Weaver 103", typedCall},
	{"allocations of it", "", 0, "-", typedAllocs},
	{"two cores, one instance, own handles: ratio", "x", 1.2, "-", twoCores},
	{"first entry into a tenant", "ns", 60, "-", firstEntry},
	{"allocations of it", "", 1, "-", firstEntryAllocs},
	{"first entry with timeout=", "ns", 150, "WithTimeout ~600", timeoutEntry},
	{"allocations of it", "", 2, "-", timeoutAllocs},
	{"route by name and target, 1 000 targets", "ns", 45, "-", routeThousand},
	{"decode params of three keys", "ns", 75, "jx 92", decode},
	{"allocations of it", "", 1, "-", decodeAllocs},
	{"encode a small result, buffer reused", "ns", 45, "jx 137", encode},
	{"bytes in, bytes out, by name and target", "ns", 220, "-", bytesCall},
	{"allocations of it", "", 2, "-", bytesAllocs},
	{"start 1 000 dependent shared components", "µs", 300, "samber/do 3 800", startThousand},

	{"1M instances: build", "s", 1.5, "protoactor 3.3", millionBuild},
	{"1M instances: full GC", "ms", 200, "-", millionGC},
	{"1M instances: registered, not active", "B each", 96, "-", millionRegistered},
	{"1M instances: active, user's struct aside", "B each", 320, "protoactor 683", millionActive},
	{"typed call, 1M tenants at random", "ns", 80, "-", millionTyped},
	{"route by name and target, 1M at random", "ns", 290, "sync.Map 860", millionRoute},
	{"add and remove one target of 1M", "ns", 2000, "copied map 130 ms", millionChange},
	{"readers' p99 meanwhile, against without", "x", 1.2, "-", millionReaders},
}

func main() {
	rounds := flag.Int("rounds", 7, "measurements of each figure; the median counts")
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

// median runs f and returns the median of its figures, or with -best the least.
func median(rounds int, f func() float64) float64 {
	all := make([]float64, rounds)
	for i := range all {
		all[i] = f()
	}
	slices.Sort(all)
	if best {
		return all[0]
	}
	return all[rounds/2]
}

// each is what one of n runs of f takes, in nanoseconds.
func each(n int, f func(i int)) float64 {
	start := time.Now()
	for i := range n {
		f(i)
	}
	return float64(time.Since(start).Nanoseconds()) / float64(n)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
