// Package realtemplatewatcher: templates are reloaded when their files change.
//
// Verdict: leak.
// Why: fsnotify and os read a directory of the machine, around the tenant's storage, and the watcher
// runs in a bare goroutine.
package realtemplatewatcher

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"

	"text/template"

	"github.com/fsnotify/fsnotify"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Document is what a template renders.
type Document struct {
	Template string            `json:"template"`
	Data     map[string]string `json:"data"`
}

// Text is a rendered document.
type Text struct {
	Text string `json:"text"`
}

// Renderer renders documents with templates of a directory.
//
//sig:component name=real-template-watcher scope=tenant
type Renderer struct {
	sig.Instance

	Dir string `sig:"prop,default=templates"`

	mu      sync.RWMutex
	set     *template.Template
	watcher *fsnotify.Watcher
}

func (r *Renderer) load() error {
	set, err := template.ParseGlob(filepath.Join(r.Dir, "*.tmpl")) // want leak
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.set = set
	return nil
}

//sig:activate
func (r *Renderer) activate(ctx context.Context) error {
	if err := r.load(); err != nil {
		return err
	}
	w, err := fsnotify.NewWatcher() // want leak
	if err != nil {
		return err
	}
	if err := w.Add(r.Dir); err != nil {
		return errors.Join(err, w.Close())
	}
	r.watcher = w
	go r.watch(w) // want leak
	return nil
}

func (r *Renderer) watch(w *fsnotify.Watcher) {
	for e := range w.Events {
		if e.Has(fsnotify.Write) || e.Has(fsnotify.Create) {
			_ = r.load()
		}
	}
}

//sig:deactivate
func (r *Renderer) deactivate(ctx context.Context) error { return r.watcher.Close() }

// Render renders a document.
//
//sig:runnable desc="Render a document"
func (r *Renderer) Render(ctx context.Context, d Document) (Text, error) {
	r.mu.RLock()
	set := r.set
	r.mu.RUnlock()
	var b strings.Builder
	if err := set.ExecuteTemplate(&b, d.Template, d.Data); err != nil {
		return Text{}, err
	}
	return Text{Text: b.String()}, nil
}
