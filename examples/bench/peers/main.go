// Command peers measures sigen beside its peers in one run of one program, and prints a table with
// ratios: calls, routes, codecs, start, a request over loopback, and idle instances by the million. protoactor and
// hollywood register one protobuf name: set GOLANG_PROTOBUF_REGISTRATION_CONFLICT=ignore.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A row is one engine at one task. The first row of a task is sigen's, which others are compared with.
type row struct {
	who string
	run func(n int) // does the task n times
}

var (
	rounds = flag.Int("rounds", 10, "measurements of each figure; the median counts")
	batch  = flag.Duration("batch", 20*time.Millisecond, "the least length of a measurement")
	count  = flag.Int("idle", 1_000_000, "idle instances, actors and goroutines to make; 0 leaves them out")
	only   = flag.String("only", "", "tasks to measure, by the beginning of their names; all when empty")
	child  = flag.String("child", "", "make idle instances of this peer in this process, and print what they take")
)

func main() {
	flag.Parse()
	if *child != "" {
		idle(*child, *count)
		return
	}
	fmt.Printf("%s, GOMAXPROCS %d, %s %s/%s, load %s; medians of %d\n\n", cpu(), runtime.GOMAXPROCS(0), runtime.Version(), runtime.GOOS, runtime.GOARCH, load(), *rounds)
	fmt.Printf("| what | who | figure | against sigen |\n|---|---|---|---|\n")
	for _, t := range tasks() {
		if !strings.HasPrefix(t.name, *only) {
			continue
		}
		rows := t.rows()
		figures := measure(rows)
		for n, figure := range figures {
			fmt.Printf("| %s | %s | %s | %s |\n", t.name, rows[n].who, text(figure), ratio(figure, figures[0]))
		}
		if t.end != nil {
			t.end()
		}
	}
	if *count > 0 && strings.HasPrefix("idle", *only) {
		idles()
	}
	fmt.Printf("\nload at the end %s\n", load())
}

// measure is what one time of each row takes, the median of several measurements. They are made by
// turns, so that all rows see the same machine.
func measure(rows []row) []float64 {
	timed := func(r row, n int) time.Duration {
		start := time.Now()
		r.run(n)
		return time.Since(start)
	}
	times := make([]int, len(rows))
	for i, r := range rows {
		for times[i] = 1; timed(r, times[i]) < *batch; times[i] *= 2 {
		}
	}
	all := make([][]float64, len(rows))
	for range *rounds {
		for i, r := range rows {
			all[i] = append(all[i], float64(timed(r, times[i]).Nanoseconds())/float64(times[i]))
		}
	}
	figures := make([]float64, len(rows))
	for i, a := range all {
		slices.Sort(a)
		figures[i] = a[len(a)/2]
	}
	return figures
}

// idles makes idle instances of each peer in a process of its own.
func idles() {
	task := fmt.Sprintf("%d idle: ", *count)
	base := map[string]float64{}
	for _, who := range idlePeers {
		cmd := exec.Command(os.Args[0], "-child", who, "-idle", strconv.Itoa(*count))
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			fmt.Printf("| %sbuild | %s | failed: %v | - |\n", task, who, err)
			continue
		}
		f := strings.Fields(string(out))
		if len(f) != 2 {
			fmt.Printf("| %sbuild | %s | failed: it printed %q | - |\n", task, who, out)
			continue
		}
		for n, what := range []string{"build", "heap and stacks, each"} {
			v, err := strconv.ParseFloat(f[n], 64)
			if err != nil {
				panic(err)
			}
			if base[what] == 0 {
				base[what] = v
			}
			figure := text(v * 1e9)
			if n == 1 {
				figure = fmt.Sprintf("%.0f B", v)
			}
			fmt.Printf("| %s%s | %s | %s | %s |\n", task, what, who, figure, ratio(v, base[what]))
		}
	}
}

func text(ns float64) string {
	switch {
	case ns >= 1e9:
		return fmt.Sprintf("%.2f s", ns/1e9)
	case ns >= 1e6:
		return fmt.Sprintf("%.1f ms", ns/1e6)
	case ns >= 10e3:
		return fmt.Sprintf("%.1f µs", ns/1e3)
	}
	return fmt.Sprintf("%.1f ns", ns)
}

func ratio(figure, base float64) string {
	if figure == base {
		return "1"
	}
	if figure >= 10*base {
		return fmt.Sprintf("%.0fx", figure/base)
	}
	return fmt.Sprintf("%.2gx", figure/base)
}

// cpu is the machine's own name for its processor.
func cpu() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if name, ok := strings.CutPrefix(s.Text(), "model name"); ok {
			return strings.TrimLeft(name, "\t: ")
		}
	}
	return runtime.GOARCH
}

func load() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Fields(string(data))[0]
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
