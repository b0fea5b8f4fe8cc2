package vet

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/sigen-dev/sigen/gen/internal/cache"
	"github.com/sigen-dev/sigen/gen/internal/reuse"
	"github.com/sigen-dev/sigen/gen/vet/internal/benign"
	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// A keeper knows what earlier runs found about packages. What it gives out was kept under
// the hash of everything that it was made from (the tool, which has the summaries in it, the Go
// version and its settings, and every file of the package and of what it imports), and so
// holds whenever it is found. A nil keeper knows nothing and keeps nothing.
type keeper struct {
	store *cache.Store
	tool  string                       // the hash of this program
	goEnv string                       // what the go command says of its settings
	tags  []string                     // build tags
	text  map[string][]byte            // the files that the keys were made from, by name
	sums  map[string][sha256.Size]byte // of those files
	keys  map[string]string            // by import path

	unsure bool // a file could not be read
}

// An entry is what is kept of one package.
type entry struct {
	Path      string
	Facts     *facts.Package   // nil for a package that is read for its types alone
	Contracts *facts.Contracts // of the packages of main modules
	Benign    []string         // the reviewed variables that the facts rest on
}

// An answer is what calls by name in one package come to.
type answer struct {
	Path     string
	Findings []Finding
}

// settings are the variables of the go command that say what a package is, beyond the files that it lists.
var settings = []string{"GOVERSION", "GOROOT", "GOOS", "GOARCH", "GOEXPERIMENT", "GOFLAGS", "CGO_ENABLED", "CC", "CGO_CFLAGS", "CGO_CPPFLAGS",
	"GO386", "GOAMD64", "GOARM", "GOARM64", "GOMIPS", "GOMIPS64", "GOPPC64", "GORISCV64", "GOWASM", "GOFIPS140"}

// newKeeper opens the store; nil when it cannot be told what a run depends on. What whole
// programs show is kept for none: it holds for these programs alone.
func newKeeper(ctx context.Context, cfg Config, dir string) *keeper {
	if cfg.Cache == "" || cfg.Deep || !reuse.Foreseeable(cfg.Env) {
		return nil
	}
	k := &keeper{store: cache.Open(cfg.Cache), tags: cfg.Tags, text: map[string][]byte{}, sums: map[string][sha256.Size]byte{}, keys: map[string]string{}}
	var ok bool
	if k.tool, ok = reuse.Tool(k.store); !ok {
		return nil
	}
	cmd := exec.CommandContext(ctx, "go", append([]string{"env"}, settings...)...)
	cmd.Dir, cmd.Env = dir, cfg.Env
	said, err := cmd.Output()
	if err != nil {
		return nil // go list says why
	}
	k.goEnv = string(said)
	return k
}

// hash makes the keys of all packages that are looked at.
func (k *keeper) hash(l *loaded) {
	world := cache.KeyOf("vet", k.tool, runtime.Version(), os.Getenv("GODEBUG"), k.goEnv, strings.Join(k.tags, ",")).String()
	var visit func(p *packages.Package) string
	visit = func(p *packages.Package) string {
		if p.Module == nil && (p.PkgPath == "unsafe" || std.Load().Std(p.PkgPath)) {
			return "std"
		}
		if key, ok := k.keys[p.PkgPath]; ok {
			return key
		}
		k.keys[p.PkgPath] = "" // there is no cycle: the go command would have said so
		parts := []string{world, string(l.role(p.PkgPath)), fmt.Sprint(l.reviewed[p.PkgPath] != nil, l.modules[p.PkgPath] != nil), p.PkgPath, p.Name}
		if m := p.Module; m != nil {
			parts = append(parts, m.Path, m.Version, fmt.Sprint(m.Main, m.Replace != nil), m.GoVersion, l.sums[benign.Key(m.Path, m.Version)])
		}
		for _, name := range slices.Concat(p.GoFiles, p.OtherFiles) {
			sum := k.read(name)
			parts = append(parts, name, string(sum[:]))
		}
		parts = append(parts, "imports")
		for _, as := range slices.Sorted(maps.Keys(p.Imports)) {
			parts = append(parts, as, p.Imports[as].PkgPath, visit(p.Imports[as]))
		}
		key := cache.KeyOf(parts...).String()
		k.keys[p.PkgPath] = key
		return key
	}
	for _, path := range slices.Sorted(maps.Keys(l.source)) {
		visit(l.source[path])
	}
}

// A role is how a package takes part in a run.
type role string

// The roles. Packages of the standard library have none: the Go version says what they are.
const (
	analysed role = "analysed"
	forTypes role = "types"    // read from source for its types alone
	exported role = "exported" // its types come from export data
)

func (l *loaded) role(path string) role {
	switch {
	case l.typesOnly[path]:
		return forTypes
	case l.source[path] != nil:
		return analysed
	}
	return exported
}

// read reads a file once: what is parsed later is what was hashed.
func (k *keeper) read(name string) [sha256.Size]byte {
	if sum, ok := k.sums[name]; ok {
		return sum
	}
	data, err := os.ReadFile(name)
	if err != nil {
		k.unsure = true // who parses it says why
		return [sha256.Size]byte{}
	}
	k.text[name], k.sums[name] = data, sha256.Sum256(data)
	return k.sums[name]
}

// source is a file for the parser: its text as it was hashed, or nil for one that is to be read.
func (k *keeper) source(name string) any {
	if k == nil {
		return nil
	}
	if data, ok := k.text[name]; ok {
		return data
	}
	return nil
}

func (k *keeper) entryKey(path string) cache.Key { return cache.KeyOf("vet facts", k.keys[path]) }

// answerKey is the key of the calls by name in a package; what those that it imports declare is in its own.
func (k *keeper) answerKey(path string) cache.Key { return cache.KeyOf("vet calls", k.keys[path]) }

// recall finds what earlier runs kept of the packages that are looked at, and says what they did not.
func (l *loaded) recall() {
	if l.keep != nil {
		l.keep.hash(l)
		if l.keep.unsure {
			l.keep = nil
		}
	}
	paths := slices.Sorted(maps.Keys(l.source))
	if k := l.keep; k != nil {
		var mu sync.Mutex // guards entries and answers
		each(paths, func(path string) {
			e := &entry{}
			if k.get(k.entryKey(path), e) && e.Path == path {
				mu.Lock()
				defer mu.Unlock()
				l.entries[path] = e
			}
		})
		each(l.named, func(path string) {
			a := &answer{}
			if k.get(k.answerKey(path), a) && a.Path == path {
				mu.Lock()
				defer mu.Unlock()
				l.answers[path] = a
			}
		})
	}
	for _, path := range paths {
		if l.entries[path] == nil {
			l.fresh = append(l.fresh, path)
		}
	}
	for _, path := range l.named {
		if l.answers[path] == nil {
			l.asked = append(l.asked, path)
		}
	}
}

// remember keeps what this run found, unless a file changed while it looked: export data
// was made from files that were read after they were hashed.
func (l *loaded) remember() {
	k := l.keep
	if k == nil {
		return
	}
	if len(l.fresh)+len(l.asked) > 0 && k.still() {
		each(l.fresh, func(path string) { k.put(k.entryKey(path), *l.entries[path]) })
		each(l.asked, func(path string) { k.put(k.answerKey(path), *l.answers[path]) })
	}
	k.store.Trim(time.Now())
}

// still reports whether all files are what they were when they were hashed.
func (k *keeper) still() bool {
	for name, sum := range k.sums {
		if data, err := os.ReadFile(name); err != nil || sha256.Sum256(data) != sum {
			return false
		}
	}
	return true
}

func (k *keeper) get(key cache.Key, v any) bool {
	data, ok := k.store.Get(key)
	return ok && cache.Decode(data, v) == nil
}

// put keeps v; a store that cannot be written makes the next run slower, not wrong.
func (k *keeper) put(key cache.Key, v any) {
	if data, err := cache.Encode(v); err == nil {
		_ = k.store.Put(key, data)
	}
}

// each calls f for all of list, on every processor.
func each(list []string, f func(string)) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, s := range list {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			f(s)
		})
	}
	wg.Wait()
}
