// Package realerrgroupnotwaited: an error group refreshes in the background.
//
// Verdict: leak.
// Why: Nobody waits in the call, so its goroutines outlive it and use its context.
package realerrgroupnotwaited

import (
	"context"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Source is where a feed comes from.
type Source struct {
	URLs []string `json:"urls" sig:"max=20"`
}

// Items are the newest lines.
type Items struct {
	Lines []string `json:"lines"`
}

// Feeds mixes feeds.
//
//sig:component name=real-errgroup-not-waited scope=tenant
type Feeds struct {
	sig.Instance

	HTTP sig.HTTP `sig:"requires"`

	mu    sync.Mutex
	lines map[string][]string
	group *errgroup.Group
}

func (f *Feeds) fetch(ctx context.Context, url string) error {
	resp, err := f.HTTP.Do(ctx, sig.HTTPRequest{Method: "GET", URL: url})
	if err != nil {
		return err
	}
	lines := strings.Split(strings.TrimSpace(string(resp.Body)), "\n")
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.lines == nil {
		f.lines = make(map[string][]string)
	}
	f.lines[url] = lines
	return nil
}

// Refresh begins to fetch the feeds.
//
//sig:runnable desc="Begin to fetch the feeds"
func (f *Feeds) Refresh(ctx context.Context, s Source) error {
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(4)
	for _, u := range s.URLs {
		g.Go(func() error { return f.fetch(gctx, u) }) // want leak
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.group = g
	return nil
}

// Wait waits for the feeds and shows them.
//
//sig:runnable desc="Show the feeds"
func (f *Feeds) Wait(ctx context.Context) (Items, error) {
	f.mu.Lock()
	g := f.group
	f.mu.Unlock()
	if g == nil {
		return Items{}, sig.ErrNotFound
	}
	if err := g.Wait(); err != nil {
		return Items{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	var out Items
	for _, ls := range f.lines {
		out.Lines = append(out.Lines, ls...)
	}
	return out, nil
}
