package vet

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/gen/internal/cache"
	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// said is everything that a report says.
func said(t *testing.T, r *Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.PrintJSON(&b); err != nil {
		t.Fatal(err)
	}
	if err := r.Print(&b, Options{Verbose: true, Trusted: true, Reveals: true}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// same runs cfg with its cache, fails when it does not say what a run without one says, and
// returns how many packages were known and how many there are.
func same(t *testing.T, cfg Config) (known, all int) {
	t.Helper()
	got, err := Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Cache = ""
	want, err := Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := said(t, got), said(t, want); a != b {
		t.Errorf("with the cache:\n%s\nwithout:\n%s", a, b)
	}
	return got.Known, got.Packages
}

// The two bottoms are of the same length.
const (
	leaky = "package bottom\n\nfunc Do(p *int) { *p = 2; more(p) }\n"
	clean = "package bottom\n\nfunc Do(p *int) { _ = *p; more(p) }\n"
)

// keptModule is a program whose only leak, where there is one, is by what bottom does to the
// variable of a package that imports it, with a cache of its own.
func keptModule(t *testing.T, bottom string) Config {
	t.Helper()
	cfg := Config{Dir: module(t, nil), Cache: t.TempDir()}
	path := "github.com/sigen-dev/sigen/testdata/vet/" + filepath.Base(cfg.Dir)
	module(t, map[string]string{
		"p.go":             strings.Replace(head, "\t\"context\"\n", "\t\"context\"\n\n\t\""+path+"/middle\"\n", 1) + "\tmiddle.Do()\n\treturn nil\n}\n",
		"middle/middle.go": "package middle\n\nimport \"" + path + "/bottom\"\n\nvar n int\n\nfunc Do() { bottom.Do(&n) }\n",
		"bottom/bottom.go": bottom,
		"bottom/plain.go":  "//go:build !leaky\n\npackage bottom\n\nfunc more(*int) {}\n",
		"bottom/leaky.go":  "//go:build leaky\n\npackage bottom\n\nfunc more(p *int) { *p = 2 }\n",
		"other/other.go":   "package other\n\nfunc Do(p *int) { *p = 2 }\n",
	})
	return cfg
}

// edit changes one file of the program.
func (cfg Config) edit(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(cfg.Dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// leaks fails unless the run finds the leak.
func leaks(t *testing.T, cfg Config) {
	t.Helper()
	r, err := Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if got := codes(r); !slices.Equal(got, []string{facts.CodeWrite}) {
		t.Errorf("findings %v, want the leak in middle", got)
	}
}

// proves fails unless the run proves the component, with so many packages known from earlier runs.
func proves(t *testing.T, cfg Config, known int) {
	t.Helper()
	r, err := Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) > 0 || r.Known != known {
		t.Errorf("findings %v, %d of %d packages known, want none and %d", codes(r), r.Known, r.Packages, known)
	}
}

// TestKept: what nothing changed in is known, and a change is looked at with what stands on it.
func TestKept(t *testing.T) {
	cfg := keptModule(t, clean)
	proves(t, cfg, 0)
	proves(t, cfg, 3)
	cfg.edit(t, "p.go", strings.Replace(read(t, cfg, "p.go"), "return nil", "return ctx.Err()", 1))
	proves(t, cfg, 2)
	cfg.edit(t, "middle/middle.go", read(t, cfg, "middle/middle.go")+"\n// Changed.\n")
	proves(t, cfg, 1)
	deep := cfg
	deep.Deep = true
	if newKeeper(t.Context(), deep, cfg.Dir) != nil {
		t.Error("what whole programs show is kept")
	}
	cfg.Cache = ""
	proves(t, cfg, 0)
}

func read(t *testing.T, cfg Config, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(cfg.Dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestNeverStale: after every kind of change to a program that was proved the leak is found.
func TestNeverStale(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(t *testing.T, cfg *Config)
	}{
		{"a file of a dependency", func(t *testing.T, cfg *Config) { cfg.edit(t, "bottom/bottom.go", leaky) }},
		{"of the same size and time", func(t *testing.T, cfg *Config) {
			name := filepath.Join(cfg.Dir, "bottom/bottom.go")
			st, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			cfg.edit(t, "bottom/bottom.go", leaky)
			if now, err := os.Stat(name); err != nil || now.Size() != st.Size() {
				t.Fatal("the two bottoms differ in size")
			}
			if err := os.Chtimes(name, st.ModTime(), st.ModTime()); err != nil {
				t.Fatal(err)
			}
		}},
		{"an added file", func(t *testing.T, cfg *Config) {
			cfg.edit(t, "bottom/more.go", "package bottom\n\nfunc write(p *int) { *p = 2 }\n")
			cfg.edit(t, "bottom/plain.go", "//go:build !leaky\n\npackage bottom\n\nfunc more(p *int) { write(p) }\n")
		}},
		{"another import", func(t *testing.T, cfg *Config) {
			cfg.edit(t, "middle/middle.go", strings.ReplaceAll(read(t, *cfg, "middle/middle.go"), "bottom", "other"))
		}},
		{"a tag", func(t *testing.T, cfg *Config) { cfg.Tags = []string{"leaky"} }},
		{"a tag in the environment", func(t *testing.T, cfg *Config) {
			cfg.Env = append(os.Environ(), "GOFLAGS="+os.Getenv("GOFLAGS")+" -tags=leaky")
		}},
		{"a trust line that goes", func(t *testing.T, cfg *Config) {
			bare := read(t, *cfg, "middle/middle.go")
			cfg.edit(t, "bottom/bottom.go", leaky)
			cfg.edit(t, "middle/middle.go", strings.Replace(bare, "(&n) }", "(&n) //sig:trust reason=\"x\"\n}", 1))
			proves(t, *cfg, 0)
			proves(t, *cfg, 3)
			cfg.edit(t, "middle/middle.go", bare)
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			cfg := keptModule(t, clean)
			proves(t, cfg, 0)
			proves(t, cfg, 3)
			tc.change(t, &cfg)
			leaks(t, cfg)
			same(t, cfg)
		})
	}
}

// TestPatterns: what is asked for decides what part packages have in a run, and one cache serves all.
func TestPatterns(t *testing.T) {
	cfg := keptModule(t, leaky)
	path := "github.com/sigen-dev/sigen/testdata/vet/" + filepath.Base(cfg.Dir)
	if err := os.Mkdir(filepath.Join(cfg.Dir, "host"), 0o755); err != nil {
		t.Fatal(err)
	}
	// No component imports it: it is looked at when it is named, and other is not even then.
	cfg.edit(t, "host/host.go", "package host\n\nimport (\n\t\""+path+"/bottom\"\n\t\""+path+"/other\"\n)\n\nvar n int\n\nfunc Do() { bottom.Do(&n); other.Do(&n) }\n")
	for _, patterns := range [][]string{{"."}, {"./..."}, {"./host", "."}, {"./other", "./host", "."}, {"./other"}, {"."}} {
		cfg.Patterns = patterns
		same(t, cfg)
	}
	cfg.edit(t, "other/other.go", "package other\n\n//sig:component name=other scope=tenant\ntype C struct{}\n\nfunc Do(p *int) { *p = 2 }\n")
	for _, patterns := range [][]string{{"."}, {"./..."}, {"./host", "."}} {
		cfg.Patterns = patterns
		same(t, cfg)
	}
}

// TestCallsByNameNeverStale: what packages declare counts for the calls in those that import them.
func TestCallsByNameNeverStale(t *testing.T) {
	dir, _ := callsModule(t)
	cfg := Config{Dir: dir, Cache: t.TempDir(), Patterns: []string{"./..."}}
	same(t, cfg)
	if known, all := same(t, cfg); known != all {
		t.Fatalf("%d of %d packages known", known, all)
	}
	cfg.edit(t, "shop/shop.go", strings.ReplaceAll(shop, "Clear(ctx", "Empty(ctx"))
	same(t, cfg)
	r, err := Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if text := said(t, r); !strings.Contains(text, `"clear"`) {
		t.Errorf("no finding says that there is no clear any more:\n%s", text)
	}
}

// entries are the files of the cache.
func entries(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && d.Name() != "trimmed" {
			out = append(out, name)
		}
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("%d entries in the cache: %v", len(out), err)
	}
	return out
}

// TestDamagedEntries: whatever becomes of entries, the leak is found, and they are made again.
func TestDamagedEntries(t *testing.T) {
	cfg := keptModule(t, leaky)
	leaks(t, cfg)
	for name, damage := range map[string]func(data []byte, at float64) []byte{
		"a flipped bit": func(data []byte, at float64) []byte { data[int(at*float64(len(data)-1))] ^= 1; return data },
		"cut off":       func(data []byte, at float64) []byte { return data[:int(at*float64(len(data)-1))] },
		"more behind":   func(data []byte, _ float64) []byte { return append(data, 0) },
		"zeroes":        func(data []byte, _ float64) []byte { return make([]byte, len(data)) },
	} {
		for _, at := range []float64{0, 0.1, 0.5, 0.9, 1} {
			for _, e := range entries(t, cfg.Cache) {
				data, err := os.ReadFile(e)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(e, damage(data, at), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			r, err := Run(t.Context(), cfg)
			if err != nil {
				t.Fatal(err)
			}
			if r.Known != 0 || !slices.Equal(codes(r), []string{facts.CodeWrite}) {
				t.Errorf("%s at %v: %d packages known, findings %v", name, at, r.Known, codes(r))
			}
		}
	}
	if known, all := same(t, cfg); known != all {
		t.Errorf("%d of %d packages known", known, all)
	}
}

// planted puts facts that know of no leak under the keys that the program has in a world.
func planted(t *testing.T, cfg Config, world func(k *keeper)) {
	t.Helper()
	good := cfg
	good.Cache = ""
	good.edit(t, "bottom/bottom.go", clean)
	l, err := load(t.Context(), good)
	if err != nil {
		t.Fatal(err)
	}
	l.analyze(t.Context())
	cfg.edit(t, "bottom/bottom.go", leaky)
	k := newKeeper(t.Context(), cfg, cfg.Dir)
	if k == nil {
		t.Fatal("there is no cache")
	}
	world(k)
	k.hash(l)
	for path, e := range l.entries {
		k.put(k.entryKey(path), *e)
	}
}

// TestOtherWorlds: what another build of sigen, another Go, or a run with other settings found is
// not taken for this one's. The first case is the attack where it works: whoever writes under this very
// run's keys decides what it says.
func TestOtherWorlds(t *testing.T) {
	for name, world := range map[string]func(k *keeper){
		"its own":        func(*keeper) {},
		"another build":  func(k *keeper) { k.tool += "x" },
		"another Go":     func(k *keeper) { k.goEnv = strings.Replace(k.goEnv, "go1.", "go9.", 1) },
		"another system": func(k *keeper) { k.goEnv = strings.Replace(k.goEnv, runtime.GOOS, "plan9", 1) },
		"other tags":     func(k *keeper) { k.tags = []string{"x"} },
	} {
		t.Run(name, func(t *testing.T) {
			cfg := keptModule(t, leaky)
			planted(t, cfg, world)
			if name == "its own" {
				proves(t, cfg, 3)
				return
			}
			leaks(t, cfg)
		})
	}
}

// TestPrograms: of the packages that a build of the command kept, another build of it knows none.
func TestPrograms(t *testing.T) {
	cfg := keptModule(t, leaky)
	for i := range 2 {
		cfg.command(t, i)
		if n := len(entries(t, cfg.Cache)); n < 5*(i+1) { // the program, three packages, the calls of each root
			t.Errorf("%d entries after build %d", n, i)
		}
	}
}

// command builds the command in a variant of its own, and has it find the leak twice.
func (cfg Config) command(t *testing.T, variant int) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "sigen")
	if out, err := exec.Command("go", "build", fmt.Sprintf("-ldflags=-X main.variant=%d -B=0x%08d", variant, variant), "-o", exe, "../../cmd/sigen").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	for range 2 {
		cmd := exec.Command(exe, "vet", "-C", cfg.Dir, "-cache", cfg.Cache)
		if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), facts.CodeWrite) {
			t.Errorf("%v\n%s", err, out)
		}
	}
	return exe
}

// TestKilled: runs that are killed at any time leave nothing that a later run would believe.
func TestKilled(t *testing.T) {
	cfg := keptModule(t, leaky)
	exe := cfg.command(t, 0)
	for i := range 12 {
		if err := os.RemoveAll(cfg.Cache); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(exe, "vet", "-C", cfg.Dir, "-cache", cfg.Cache)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(i) * 40 * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		leaks(t, cfg)
	}
}

// TestTogether: any number of runs may share a cache, damaged as it may be, and each says what a run alone would.
func TestTogether(t *testing.T) {
	cfg := keptModule(t, leaky)
	leaks(t, cfg)
	var wg sync.WaitGroup
	stop := make(chan struct{})
	wg.Go(func() { // somebody who damages one entry after another
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
			var names []string
			_ = filepath.WalkDir(cfg.Cache, func(name string, d fs.DirEntry, err error) error {
				if err == nil && d.Type().IsRegular() {
					names = append(names, name)
				}
				return nil
			})
			if len(names) > 0 {
				name := names[i%len(names)]
				if i%2 == 0 {
					_ = os.Remove(name)
				} else if data, err := os.ReadFile(name); err == nil && len(data) > 0 {
					_ = os.WriteFile(name, data[:len(data)/2], 0o644)
				}
			}
		}
	})
	var runs sync.WaitGroup
	for range 4 {
		runs.Go(func() {
			for range 3 {
				leaks(t, cfg)
			}
		})
	}
	runs.Wait()
	close(stop)
	wg.Wait()
}

// TestChangeWhileLooking: what a run finds is not kept when a file changed after it was hashed.
func TestChangeWhileLooking(t *testing.T) {
	cfg := keptModule(t, leaky)
	l, err := load(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	l.analyze(t.Context())
	l.invocations()
	cfg.edit(t, "other/other.go", "package other\n") // which is not looked at
	l.remember()
	proved := Config{Dir: cfg.Dir, Cache: cfg.Cache}
	if r, err := Run(t.Context(), proved); err != nil || r.Known != 3 {
		t.Fatalf("%+v %v, want all three packages known", r, err)
	}
	cfg.Cache = t.TempDir()
	if l, err = load(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	l.analyze(t.Context())
	l.invocations()
	cfg.edit(t, "bottom/bottom.go", clean)
	l.remember()
	cfg.edit(t, "bottom/bottom.go", leaky)
	if r, err := Run(t.Context(), cfg); err != nil || r.Known != 0 {
		t.Errorf("%+v %v, want no package known", r, err)
	}
}

// made are the facts and answers of a run, as they are kept.
func made(t *testing.T, cfg Config) map[string]string {
	t.Helper()
	l, err := load(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	l.analyze(t.Context())
	l.invocations()
	l.remember()
	out := map[string]string{}
	for path, e := range l.entries {
		data, err := cache.Encode(*e)
		if err != nil {
			t.Fatal(err)
		}
		out[path] = string(data)
	}
	for path, a := range l.answers {
		data, err := cache.Encode(*a)
		if err != nil {
			t.Fatal(err)
		}
		out[path+" calls"] = string(data)
	}
	return out
}

// TestSameFacts: the facts of every package are the same byte for byte, whichever of them were
// known before, and so is what is said of them.
func TestSameFacts(t *testing.T) {
	cfg := Config{Dir: corpus, Patterns: []string{"./leak/adv-...", "./leak/atk-...", "./clean/real-..."}}
	sameFacts(t, cfg)
}

func sameFacts(t *testing.T, cfg Config) {
	t.Helper()
	want := made(t, cfg)
	cfg.Cache = t.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 4 { // with nothing known, everything, and twice with some
		got := made(t, cfg)
		for name := range want {
			if got[name] != want[name] {
				t.Errorf("round %d: the facts of %s differ with a cache", round, name)
			}
		}
		if len(got) != len(want) {
			t.Errorf("round %d: %d entries, want %d", round, len(got), len(want))
		}
		if round > 0 {
			for _, e := range entries(t, cfg.Cache) {
				if random.IntN(3) == 0 {
					if err := os.Remove(e); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	if known, all := same(t, cfg); known == 0 || known == all {
		t.Errorf("%d of %d packages known, want some", known, all)
	}
}
