package config

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const crashChildEnv = "SIGEN_CONFIG_CRASH_CHILD"

// crashChild writes until it is killed, and says on its output which write has
// returned. Small snapshots make compactions frequent.
func crashChild(dir string) {
	s, err := open(options{State: dir, History: 100, Environ: []string{}, CompactAt: 4000}.filled())
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	fmt.Println("open")
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			path := fmt.Sprintf("tenants.t%d.n", w)
			n := 0
			if v, ok := s.Lookup(path); ok {
				n, _ = strconv.Atoi(v)
			}
			for {
				n++
				if err := s.setMany("child", map[string]string{path: strconv.Itoa(n), path + "-twin": strconv.Itoa(n)}); err != nil {
					fmt.Println("error", err)
					os.Exit(1)
				}
				os.Stdout.WriteString(path + " " + strconv.Itoa(n) + "\n")
			}
		})
	}
	wg.Wait()
}

// A process that is killed at any moment has lost no write that returned, and no
// change is there by half. How often that is tried is set by
// go test ./runtime/provider/config -run Killed -args -config.kills=500.
func TestKilledProcessLosesNothing(t *testing.T) {
	if testing.Short() {
		*kills = min(*kills, 5)
	}
	dir := t.TempDir()
	rng := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	acked := map[string]int{}
	writes := 0
	for round := range *kills {
		cmd := exec.Command(os.Args[0], "-test.run=^$")
		cmd.Env = append(os.Environ(), crashChildEnv+"="+dir)
		out, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		in := bufio.NewReader(out)
		// Some are killed while they open, most while they write.
		if rng.IntN(5) > 0 {
			for range 1 + rng.IntN(200) {
				writes += note(t, acked, in)
			}
		} else {
			time.Sleep(time.Duration(rng.IntN(10_000)) * time.Microsecond) // where in the opening does not matter
		}
		must(t, cmd.Process.Kill())
		for more := true; more; {
			n := note(t, acked, in)
			writes += n
			more = n >= 0
		}
		_ = cmd.Wait() // it was killed
		s := openStore(t, options{State: dir, CompactAt: 4000})
		for path, n := range acked {
			v, _ := s.Lookup(path)
			got, _ := strconv.Atoi(v)
			if got < n || got > n+1 {
				t.Fatalf("kill %d: %s is %q, and %d had been acknowledged", round, path, v, n)
			}
			wantValue(t, s, path+"-twin", v)
			acked[path] = got
		}
		must(t, s.close())
	}
	t.Logf("%d kills, %d acknowledged writes", *kills, writes)
}

// note reads one line of the child: -1 at the end of its output.
func note(t *testing.T, acked map[string]int, in *bufio.Reader) int {
	t.Helper()
	line, err := in.ReadString('\n')
	if err == io.EOF {
		return -1
	}
	must(t, err)
	path, number, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch path {
	case "error":
		t.Fatal(line)
	case "open":
		return 0
	}
	n, err := strconv.Atoi(number)
	must(t, err)
	acked[path] = n
	return 1
}
