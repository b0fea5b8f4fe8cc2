package main

import (
	"context"
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
			last = c.watchRun(ctx, s, dir, last)
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

// watchRun is one run; it says what is new against what was said last, and returns what it said.
func (c *command) watchRun(ctx context.Context, s *inputFlags, dir, last string) string {
	start := time.Now()
	r, err := c.load(ctx, s)
	if ctx.Err() != nil {
		return last
	}
	var said strings.Builder
	if err == nil {
		if perr := r.Print(&said); perr != nil {
			err = perr
		}
	}
	var changes []gen.FileChange
	if err == nil && !r.Failed() {
		changes = r.Changes()
		err = r.Write()
	}
	if err != nil {
		fmt.Fprintf(&said, "%s: %v\n", c.name, err)
	}
	took := time.Since(start).Round(time.Millisecond)
	if text := said.String(); text != last {
		switch {
		case text != "":
			fmt.Fprint(c.stderr, text)
		default:
			fmt.Fprintln(c.stderr, "all is well again")
		}
	}
	if s.timings && r != nil {
		c.printTimings(r)
	}
	if s.verbose {
		for _, ch := range changes {
			fmt.Fprintln(c.stderr, ch)
		}
	}
	if len(changes) > 0 && err == nil {
		fmt.Fprintf(c.stderr, "%s %s in %s\n", start.Format("15:04:05"), count(len(changes), "file"), took)
	}
	return said.String()
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
