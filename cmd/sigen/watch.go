package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/sigen-dev/sigen/gen"
)

const watchUsage = `sigen watch generates when a file is saved, until it is interrupted.

Usage:

	sigen watch [flags] [packages]

What changed is said in one line, mistakes as sigen says them; they stay until
they are repaired. A file is written only when it differs.

Flags:

	-C dir       work in dir
	-tags list   build tags, separated by commas
	-cache dir   where to keep what was found; off makes every save a whole run
	-timings     print how long each phase took
	-v           say which files change
	-json        print each run on a line of its own, as JSON with a schema version,
	             on standard output

Exit status: 0 when it is interrupted; 2 when the files cannot be watched.
`

// watchVerb generates on save.
var watchVerb = &verb{
	name:  "watch",
	args:  "[flags] [packages]",
	short: "generate whenever a file is saved",
	usage: watchUsage,
	setup: func(c *command) func(ctx context.Context) int {
		s := c.inputFlags()
		c.runFlags(s)
		return func(ctx context.Context) int { return c.watch(ctx, s) }
	},
}

// quiet is how long nothing has to happen before a run begins: an editor writes
// one save as several events, and the clock of file systems has to move on.
const quiet = 30 * time.Millisecond

func (c *command) watch(ctx context.Context, s *inputFlags) int {
	dir, err := filepath.Abs(s.dir)
	if err != nil {
		return c.fail(err)
	}
	if _, err := s.config(c.args); err != nil {
		return c.fail(err)
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return c.fail(fmt.Errorf("files cannot be watched: %w", err))
	}
	defer w.Close()
	for _, root := range watchRoots(dir, c.args) {
		if err := watchBelow(w, root); err != nil {
			return c.fail(fmt.Errorf("%s cannot be watched: %w", root, err))
		}
	}
	last := ""
	timer := time.NewTimer(0) // the first run is at once
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return exitFine
		case <-timer.C:
			if last, err = c.watchRun(ctx, s, last); err != nil {
				return c.fail(err)
			}
		case e, ok := <-w.Events:
			if !ok {
				return exitFine
			}
			if !matters(e) {
				continue
			}
			if e.Has(fsnotify.Create) {
				_ = watchBelow(w, e.Name) // a folder that is gone again needs no watch
			}
			timer.Reset(quiet)
		case err, ok := <-w.Errors:
			if !ok {
				return exitFine
			}
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				timer.Reset(quiet) // something happened, and nobody knows what: the run will see
				continue
			}
			return c.fail(fmt.Errorf("files cannot be watched any more: %w", err))
		}
	}
}

// A pass is one run of a watch.
type pass struct {
	start   time.Time
	result  *gen.Result // nil where err says why
	changes []gen.FileChange
	err     error // the run or the writing failed; mistakes in packages are in result
}

// pass runs once and writes what differs; false when it was interrupted before that.
func (c *command) pass(ctx context.Context, s *inputFlags) (p pass, done bool) {
	p = pass{start: time.Now(), changes: []gen.FileChange{}}
	p.result, p.err = c.load(ctx, s)
	if ctx.Err() != nil {
		return p, false
	}
	if p.err == nil && !p.result.Failed() {
		changes := p.result.Changes()
		if p.err = p.result.Write(); p.err == nil {
			p.changes = changes
		}
	}
	return p, true
}

// watchRun is one run, told to people or to a program. last is what people were told
// the last time; it returns what they are told now. An error says that nobody listens.
func (c *command) watchRun(ctx context.Context, s *inputFlags, last string) (string, error) {
	p, done := c.pass(ctx, s)
	switch {
	case !done:
		return last, nil
	case s.json:
		return "", c.passJSON(p)
	}
	return c.passText(p, s, last)
}

// passText says what is new against what was said last, and returns what there was to say.
func (c *command) passText(p pass, s *inputFlags, last string) (string, error) {
	took := time.Since(p.start).Round(time.Millisecond)
	var b strings.Builder
	if p.result != nil {
		if err := p.result.Print(&b); err != nil {
			return last, err
		}
	}
	if p.err != nil {
		fmt.Fprintf(&b, "%s: %v\n", c.name, p.err)
	}
	said := b.String()
	switch {
	case said == last:
	case said == "":
		fmt.Fprintln(c.stderr, "all is well again")
	default:
		fmt.Fprint(c.stderr, said)
	}
	if s.timings && p.result != nil {
		c.printTimings(p.result)
	}
	if s.verbose {
		for _, ch := range p.changes {
			fmt.Fprintln(c.stderr, ch)
		}
	}
	if len(p.changes) > 0 {
		fmt.Fprintf(c.stderr, "%s %s in %s\n", p.start.Format("15:04:05"), count(len(p.changes), "file"), took)
	}
	return said, nil
}

// watchSchema is the version of what "watch -json" prints.
const watchSchema = 1

// passJSON prints one line for one run, whether or not it has something to say: who
// saved a file can wait for it. One write, so that no reader sees half a line of a
// run that is over.
func (c *command) passJSON(p pass) error {
	doc := struct {
		Version     int              `json:"version"`
		Time        time.Time        `json:"time"` // when it began
		MS          float64          `json:"ms"`
		Diagnostics json.RawMessage  `json:"diagnostics"`
		Changes     []gen.FileChange `json:"changes"`
		Timings     []timing         `json:"timings"`
		Error       string           `json:"error,omitempty"`
	}{Version: watchSchema, Time: p.start, MS: milliseconds(time.Since(p.start)), Diagnostics: json.RawMessage("[]"), Changes: p.changes, Timings: []timing{}}
	if p.err != nil {
		doc.Error = p.err.Error()
	}
	if p.result != nil {
		var err error
		if doc.Diagnostics, err = p.result.DiagnosticsJSON(); err != nil {
			return err
		}
		doc.Timings = timings(p.result)
	}
	enc := json.NewEncoder(c.stdout) // writes once a value, and no line break inside
	enc.SetEscapeHTML(false)
	return enc.Encode(doc)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// watchRoots are the folders below which a change may matter: the module's, where
// one is found, because the packages that are named import others of it.
func watchRoots(dir string, patterns []string) []string {
	root := dir
	for up := dir; ; up = filepath.Dir(up) {
		if _, err := os.Stat(filepath.Join(up, "go.mod")); err == nil {
			root = up
			break
		}
		if up == filepath.Dir(up) {
			break
		}
	}
	roots := []string{root}
	for _, p := range patterns {
		p = strings.TrimSuffix(strings.TrimSuffix(p, "..."), "/")
		if p == "" {
			continue
		}
		if !filepath.IsAbs(p) {
			p = filepath.Join(dir, p)
		}
		if st, err := os.Stat(p); err == nil && st.IsDir() {
			roots = append(roots, p)
		}
	}
	return roots
}

// watchBelow watches a folder and those in it; something that is no folder it leaves alone.
func watchBelow(w *fsnotify.Watcher, root string) error {
	return filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			if name == root && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			return nil
		}
		if !d.IsDir() {
			return nil
		}
		if base := d.Name(); name != root && (strings.HasPrefix(base, ".") || base == "node_modules") {
			return fs.SkipDir
		}
		return w.Add(name)
	})
}

// matters reports whether an event can change what is generated. A generated
// file counts: somebody may have edited or removed one.
func matters(e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod {
		return false
	}
	base := filepath.Base(e.Name)
	if strings.HasPrefix(base, ".") && base != ".sigen" {
		return false
	}
	switch filepath.Ext(base) {
	case ".go", ".mod", ".sum", ".work", "":
		return true
	}
	return base == ".sigen" || e.Has(fsnotify.Create) || e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) // of a folder, maybe
}
