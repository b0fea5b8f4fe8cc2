// Command barbench measures package reactive against its bars and prints one line for each: name, figure, bar, floor (what a
// bare layout without an engine costs in the same process, measured by turns with the figure), peer (the best other engine, from
// the notes of a peer run on a like machine), and ok or short. Figures are medians of 10. A bar was set on a quiet machine with a
// certain floor; where this run's floor is above that, a short line also says what the bar comes to on a machine that much
// slower, and how the figure compares with it. It exits with 1 when one is short and -strict is given. Everything is held in
// memory; it takes about 30 seconds and 1 GB.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// A bar is one line of the table.
type bar struct {
	name    string
	unit    string
	limit   float64
	quiet   float64 // the floor on the machine that the bar was set on, when nothing else ran; 0 when there is no floor
	peer    string
	measure func(rounds int) (figure, floor float64)
}

var bars = []bar{
	{"propagation grid 100x100, static", "ns/node", 10, 5.2, "go-incr 21", gridStatic100},
	{"propagation grid 1000x1000, static", "ns/node", 12, 5.6, "go-incr 30", gridStatic1000},
	{"propagation grid 100x100, dynamic", "ns/node", 25, 5.2, "alien-signals 57", gridDynamic100},
	{"valid computed read, one goroutine", "ns", 3.5, 1.5, "RWMutex 4.2", readOne},
	{"valid computed read, all cores", "ns", 3.5, 1.6, "RWMutex 9-24", readAll},
	{"valid computed read, 1M tenants at random", "ns", 50, 17, "checked pointer 41-77", readMillion},
	{"Set+Get of a setting, 1M tenants at random", "ns", 300, 0, "lazy cell 197-208", setGetMillion},
	{"allocations of that Set+Get", "", 1, 0, "-", setGetAllocs},
	{"read against a flat-out writer", "ns median", 15, 0, "locks 125", readAgainstWriter},
	{"memory of a tenant's cells", "bytes", 112, 0, "alien-signals-go 232", memory},
	{"effect latency from Set to run, idle", "ns median", 5000, 0, "-", effectLatency},
}

func main() {
	rounds := flag.Int("rounds", 10, "measurements of each figure; the median counts")
	only := flag.String("run", "", "only the bars whose name matches this expression")
	flag.BoolVar(&best, "best", false, "take the best measurement instead of the median, for a busy machine")
	strict := flag.Bool("strict", false, "exit with 1 when a bar is missed")
	flag.Parse()
	match, err := regexp.Compile(*only)
	if err != nil {
		fmt.Fprintln(os.Stderr, "barbench: -run:", err)
		os.Exit(2)
	}
	what := "medians"
	if best {
		what = "best"
	}
	fmt.Printf("%s of %d; %s, GOMAXPROCS %d, %s %s/%s%s\n", what, *rounds, cpu(), runtime.GOMAXPROCS(0), runtime.Version(), runtime.GOOS, runtime.GOARCH, load())
	missed := 0
	for _, b := range bars {
		if !match.MatchString(b.name) {
			continue
		}
		figure, floor := b.measure(*rounds)
		verdict := "ok"
		if figure > b.limit {
			verdict = "short"
			missed++
			verdict += b.scaled(figure, floor)
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

// scaled says what the bar comes to on a machine as much slower as its floor is.
func (b bar) scaled(figure, floor float64) string {
	if b.quiet == 0 || floor <= b.quiet {
		return ""
	}
	limit := b.limit * floor / b.quiet
	word := "met"
	if figure > limit {
		word = "short too"
	}
	return fmt.Sprintf(" (floor %.1f times the reference %g: bar %.1f, %s)", floor/b.quiet, b.quiet, limit, word)
}

// cpu is the processor's name, where the system tells.
func cpu() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return "processor unknown"
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if key, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "processor unknown"
}

// load is the system's load average, for whoever reads the figures later.
func load() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	one, _, _ := strings.Cut(string(b), " ")
	return ", load " + one
}

var best bool

// median runs f and returns the middle of its figures, or with -best the lowest.
func median(rounds int, f func() float64) float64 { return beside(rounds, f, nil)[0] }

// short divides each of so many batches of n into such of size, when the best of them counts: on a busy machine only what is shorter
// than the time that others leave is undisturbed.
func short(rounds, n, size int) (int, int) {
	if !best || n <= size {
		return rounds, n
	}
	return rounds * (n / size), size
}

// beside measures f and g by turns, so that both see the same machine, and returns the median of each.
func beside(rounds int, fs ...func() float64) []float64 {
	all := make([][]float64, len(fs))
	for range rounds {
		for i, f := range fs {
			if f != nil {
				all[i] = append(all[i], f())
			}
		}
	}
	out := make([]float64, len(fs))
	for i, a := range all {
		slices.Sort(a)
		switch n := len(a); {
		case n == 0:
		case best:
			out[i] = a[0]
		default:
			out[i] = (a[(n-1)/2] + a[n/2]) / 2
		}
	}
	return out
}
