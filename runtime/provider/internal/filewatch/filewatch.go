// Package filewatch tells when one file may have changed: written in place,
// replaced by rename as editors do, or reached through another symbolic link as
// mounted configuration is.
package filewatch

import (
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// A Watcher watches until Close. It is safe for concurrent use.
type Watcher struct {
	path    string
	changed func()
	failed  func(error)
	fs      *fsnotify.Watcher
	ticks   chan struct{}
	once    sync.Once
	wg      sync.WaitGroup
	err     error

	target  string          // where the links lead; only loop uses it after New
	folders map[string]bool // only loop uses it after New
}

// New watches the file at path, which may be absent. changed is called, never
// twice at the same time, once the file has been quiet for quiet, and at the
// latest after 20 times that; it may be called when nothing differs. Events from
// the moment New returns count, so read the file after it. failed is told when
// the system cannot watch.
func New(path string, quiet time.Duration, changed func(), failed func(error)) (*Watcher, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	fs, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &Watcher{path: path, changed: changed, failed: failed, fs: fs, ticks: make(chan struct{}, 1), folders: map[string]bool{}}
	if err := w.add(filepath.Dir(path)); err != nil {
		fs.Close()
		return nil, err
	}
	w.follow()
	w.wg.Go(w.loop)
	w.wg.Go(func() { debounce(w.ticks, quiet, 20*quiet, changed) })
	return w, nil
}

// Close ends the watch and waits for a call of changed that runs. It must not be
// called from changed.
func (w *Watcher) Close() error {
	w.once.Do(func() { w.err = w.fs.Close() })
	w.wg.Wait()
	return w.err
}

func (w *Watcher) add(dir string) error {
	if w.folders[dir] {
		return nil
	}
	if err := w.fs.Add(dir); err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	w.folders[dir] = true
	return nil
}

// follow looks where the links lead now and watches there too. It reports
// whether that differs from before.
func (w *Watcher) follow() bool {
	target, err := filepath.EvalSymlinks(w.path)
	if err != nil {
		target = ""
	}
	if target == w.target {
		return false
	}
	w.target = target
	if target != "" {
		if err := w.add(filepath.Dir(target)); err != nil {
			w.failed(err)
		}
	}
	return true
}

func (w *Watcher) loop() {
	defer close(w.ticks)
	events, errs := w.fs.Events, w.fs.Errors
	for {
		select {
		case e, ok := <-events:
			if !ok {
				return
			}
			moved := w.follow()
			if e.Op == fsnotify.Chmod || !moved && e.Name != w.path && e.Name != w.target {
				continue
			}
		case err, ok := <-errs:
			if !ok {
				return
			}
			// Events may be lost, so look at the file.
			w.failed(err)
		}
		select {
		case w.ticks <- struct{}{}:
		default: // one is waiting already
		}
	}
}

// debounce calls fire when ticks have paused for quiet, and at least every most
// while they do not. It returns when ticks is closed.
func debounce(ticks <-chan struct{}, quiet, most time.Duration, fire func()) {
	timer := time.NewTimer(0)
	timer.Stop()
	defer timer.Stop()
	var first time.Time // of the ticks that wait; zero when none do
	for {
		select {
		case _, ok := <-ticks:
			if !ok {
				return
			}
			now := time.Now()
			if first.IsZero() {
				first = now
			}
			timer.Reset(min(quiet, first.Add(most).Sub(now)))
		case <-timer.C:
			first = time.Time{}
			fire()
		}
	}
}
