// Package bars measures things against what they may take, and prints one line for each: name,
// figure, bar, floor (what a plain Go program needs for the same work, in the same process), peer
// (from a run of the peers on the reference machine), and ok or short. The commands called
// barbench are lists of bars.
//
// Absolute figures move from machine to machine. So a bar may state what its floor was on the
// reference machine, where the bar was set; on a machine whose floor is higher, a line that is short says
// what the bar comes to there, in the same proportion, and whether that is met.
package bars

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

// A Bar is one line.
type Bar struct {
	Name    string
	Unit    string
	Limit   float64 // the figure may not be higher; with Least, not lower
	Least   bool
	Floor   float64 // the floor on the reference machine, 0 where there is none to compare with
	Peer    string
	Measure func(rounds int) (figure, floor float64) // floor is 0 where there is none
}

// best is the flag that has Median and Beside take the best figure.
var best bool

// Best reports whether the best figure counts, as somebody wants it on a busy machine.
func Best() bool { return best }

// Main measures bars as the command line says, prints them, and exits with 1 when one is missed and
// -strict is given. rounds is how often each is measured by default.
func Main(rounds int, all []Bar) {
	flag.IntVar(&rounds, "rounds", rounds, "measurements of each figure; the median counts")
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
	fmt.Printf("%s of %d; %s, GOMAXPROCS %d, %s %s/%s%s\n", what, rounds, cpu(), runtime.GOMAXPROCS(0), runtime.Version(), runtime.GOOS, runtime.GOARCH, load())
	missed := false
	for _, b := range all {
		if !match.MatchString(b.Name) {
			continue
		}
		figure, floor := b.Measure(rounds)
		verdict, ok := b.verdict(figure, floor)
		missed = missed || !ok
		bare := "-"
		if floor > 0 {
			bare = fmt.Sprintf("%.1f", floor)
		}
		fmt.Printf("%-44s %9.1f %-10s bar %-6g floor %-8s peer %-22s %s\n", b.Name, figure, b.Unit, b.Limit, bare, b.Peer, verdict)
	}
	if missed && *strict {
		os.Exit(1)
	}
}

// verdict is ok or short, and of a short one what the bar comes to on a machine as much slower as its floor is.
func (b *Bar) verdict(figure, floor float64) (text string, ok bool) {
	short := func(limit float64) bool {
		if b.Least {
			return figure < limit
		}
		return figure > limit
	}
	if !short(b.Limit) {
		return "ok", true
	}
	slower := 1.0
	if b.Floor > 0 && floor > 0 {
		if slower = floor / b.Floor; b.Least {
			slower = b.Floor / floor
		}
	}
	if slower <= 1 {
		return "short", false
	}
	limit := b.Limit * slower
	if b.Least {
		limit = b.Limit / slower
	}
	word := "met"
	if short(limit) {
		word = "short too"
	}
	return fmt.Sprintf("short (this machine's floor is %.1f times slower than the reference: bar %.4g, %s)", slower, limit, word), false
}

// Median runs f and returns the middle of its figures, or with -best the lowest.
func Median(rounds int, f func() float64) float64 { return Beside(rounds, f)[0] }

// Beside measures several by turns, so that all see the same machine, and returns the median of each.
func Beside(rounds int, fs ...func() float64) []float64 {
	all := make([][]float64, len(fs))
	for range rounds {
		for i, f := range fs {
			all[i] = append(all[i], f())
		}
	}
	out := make([]float64, len(fs))
	for i, a := range all {
		slices.Sort(a)
		if n := len(a); best {
			out[i] = a[0]
		} else {
			out[i] = (a[(n-1)/2] + a[n/2]) / 2
		}
	}
	return out
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
