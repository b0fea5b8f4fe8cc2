package gen

import (
	"context"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/sigen-dev/sigen/gen/internal/cache"
	"github.com/sigen-dev/sigen/gen/internal/check"
	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/emit"
	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/output"
	"github.com/sigen-dev/sigen/gen/internal/plan"
	"github.com/sigen-dev/sigen/gen/internal/resolve"
	"github.com/sigen-dev/sigen/gen/internal/reuse"
)

// A runner is one run.
type runner struct {
	cfg     Config
	load    load.Config
	clock   clock
	session *reuse.Session // nil when nothing is kept
	listing *load.Listing
	result  *Result
}

// A unit is a package that the patterns name, made in this run or found in the cache.
type unit struct {
	*reuse.Unit
	unknown []diag.Diagnostic
	found   bool // in the cache
	keep    bool // it depends on nothing but its own inputs
}

// generated are the names of what a package may get.
var generated = []string{load.GeneratedFile, load.WireFile}

func newRunner(cfg Config) *runner {
	r := &runner{cfg: cfg, result: &Result{}}
	r.load = loadConfig(cfg)
	r.load.Phase = r.clock.phase
	return r
}

func (r *runner) run(ctx context.Context) (*Result, error) {
	if r.cfg.Cache != "" && len(r.cfg.Overlay) == 0 {
		r.clock.phase("look")
		r.session = reuse.Begin(reuse.Config{Store: cache.Open(r.cfg.Cache), Dir: r.cfg.Dir, Tags: r.cfg.Tags, Patterns: r.cfg.Patterns, Env: r.cfg.Env})
	}
	if r.session != nil {
		switch r.session.Look() {
		case reuse.Answer:
			if done, err := r.again(); done || err != nil {
				return r.finish(err)
			}
		case reuse.Listed:
			r.listing = r.session.Listing()
		}
		fresh := r.listing == nil
		if fresh {
			var err error
			if r.listing, err = load.List(ctx, r.load); err != nil {
				return nil, err
			}
			r.clock.phase("look")
		}
		if !r.session.Use(r.listing, fresh) {
			r.session = nil
		}
		r.load.Listing = r.listing
	}
	units, err := r.units(ctx)
	if err != nil {
		return nil, err
	}
	return r.finish(r.answer(ctx, units))
}

// finish completes the result.
func (r *runner) finish(err error) (*Result, error) {
	if err != nil {
		return nil, err
	}
	r.clock.phase("")
	r.result.Phases = r.clock.phases
	return r.result, nil
}

// again gives the answer of the last run once more; false when it has to be found anew.
func (r *runner) again() (done bool, err error) {
	r.clock.phase("compare")
	if r.result.Dir, err = filepath.Abs(r.cfg.Dir); err != nil {
		return false, err
	}
	wanted, ok := r.session.Wanted()
	if !ok {
		return false, nil
	}
	files := make([]output.File, 0, len(wanted))
	r.result.Files = nil
	for _, w := range wanted {
		f := output.File{Path: w.Path, Kept: w.Kept}
		if !w.None && !(w.Kept && r.cfg.PathsOnly) {
			if f.Data, ok = r.session.Data(w); !ok {
				return false, nil
			}
		}
		if !w.None {
			r.result.Files = append(r.result.Files, File{Path: f.Path, Data: f.Data})
		}
		files = append(files, f)
	}
	r.result.Diagnostics = r.session.Diagnostics()
	r.result.set, err = output.Compare(files, load.Header)
	return true, err
}

// units finds what each named package says: in the cache, or by reading it.
func (r *runner) units(ctx context.Context) (units []*unit, err error) {
	missing := map[string]bool{}
	if r.session != nil {
		known, absent := r.session.Units()
		for _, u := range known {
			units = append(units, &unit{Unit: u, found: true, keep: true})
		}
		missing = absent
		r.load.Only = func(path string) bool { return missing[path] }
	}
	loaded, _, err := load.Load(ctx, r.load)
	if err != nil {
		return nil, err
	}
	r.result.Dir = loaded.Dir
	r.clock.phase("resolve")
	byPath := map[string]*load.Package{}
	for _, p := range loaded.Packages {
		byPath[p.Path] = p
	}
	whole := complete(loaded)
	for _, u := range resolve.Each(loaded) {
		p := byPath[u.Path]
		ds := slices.Concat(p.Diagnostics, u.Diagnostics)
		keep := whole && !diag.HasErrors(ds) && len(u.Unknown) == 0
		units = append(units, &unit{Unit: &reuse.Unit{Path: u.Path, Dir: p.Dir, Package: u.Package, Main: u.Main, Diagnostics: ds}, unknown: u.Unknown, keep: keep})
	}
	slices.SortFunc(units, func(a, b *unit) int { return strings.Compare(a.Path, b.Path) })
	return units, nil
}

// complete reports whether everything that is imported was found: what is not
// there today may be there tomorrow, without a trace in any file that was read.
func complete(r *load.Result) bool {
	for _, p := range r.SourcePackages() {
		for _, e := range p.Errors {
			if strings.HasPrefix(e.Msg, "could not import ") {
				return false
			}
		}
	}
	return true
}

// answer checks all units together and prints the files of those that are not in the cache.
func (r *runner) answer(ctx context.Context, units []*unit) error {
	merged := make([]*resolve.Unit, len(units))
	for i, u := range units {
		merged[i] = &resolve.Unit{Path: u.Path, Package: u.Package, Main: u.Main, Diagnostics: u.Diagnostics, Unknown: u.unknown}
	}
	prog, ds := resolve.Merge(merged)
	r.clock.phase("check")
	r.result.Diagnostics = diag.Sort(append(ds, check.Check(prog)...))
	if err := ctx.Err(); err != nil {
		return err
	}
	if diag.HasErrors(r.result.Diagnostics) {
		if r.session != nil {
			for _, u := range units {
				if u.keep && !u.found {
					r.session.Keep(u.Unit)
				}
			}
			r.session.Finish(false, nil, nil)
		}
		return nil
	}
	r.clock.phase("emit")
	files, err := r.files(units)
	if err != nil {
		return err
	}
	r.clock.phase("compare")
	var wanted []output.File
	var outputs []reuse.Output
	for i, u := range units {
		if u.Dir == "" {
			continue // no Go file of it is in the build
		}
		if r.session != nil {
			outputs = append(outputs, r.session.Outputs(u.Unit, files[i])...)
		}
		for _, f := range files[i] {
			path := filepath.Join(u.Dir, f.Name)
			kept := u.found && r.session.Kept(path, f.Digest)
			if !kept && f.Digest != "" && f.Data == nil { // only its digest was looked up
				if files[i], err = r.whole(u); err != nil {
					return err
				}
				f.Data = data(files[i], f.Name)
			}
			wanted = append(wanted, output.File{Path: path, Data: f.Data, Kept: kept})
			if f.Digest != "" {
				r.result.Files = append(r.result.Files, File{Path: path, Data: f.Data})
			}
		}
	}
	if r.result.set, err = output.Compare(wanted, load.Header); err != nil {
		return err
	}
	if r.session != nil {
		r.clock.phase("keep")
		r.session.Finish(true, r.result.Diagnostics, outputs)
	}
	return nil
}

// files are the files of each unit, those that it would not get any more without data.
func (r *runner) files(units []*unit) ([][]reuse.File, error) {
	out := make([][]reuse.File, len(units))
	errs := make([]error, len(units))
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, u := range units {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			if u.found && u.Printed != nil && r.cfg.PathsOnly {
				out[i] = u.Printed
				return
			}
			out[i], errs[i] = r.whole(u)
		})
	}
	wg.Wait()
	for _, err := range errs { // of the first package, whoever was faster
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// whole are the files of one unit with their data: from the cache, or printed.
func (r *runner) whole(u *unit) ([]reuse.File, error) {
	if u.found && u.Printed != nil {
		if files, ok := r.session.Files(u.Path); ok {
			return files, nil
		}
	}
	files, err := printed(u)
	if err == nil && r.session != nil && u.keep {
		r.session.KeepFiles(u.Unit, files)
	}
	return files, err
}

func data(files []reuse.File, name string) []byte {
	for _, f := range files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

// printed prints the files of one unit.
func printed(u *unit) ([]reuse.File, error) {
	byName := map[string][]byte{}
	if u.Package != nil {
		for _, p := range plan.Build(&model.Program{Packages: []*model.Package{u.Package}}) {
			files, err := emit.Package(p)
			if err != nil {
				return nil, err
			}
			for _, f := range files {
				byName[f.Name] = f.Data
			}
		}
	}
	var out []reuse.File
	for _, name := range generated {
		out = append(out, reuse.OutputFile(name, byName[name]))
	}
	return out, nil
}
