// Package instancedirectory: instances enter themselves into a directory.
//
// Verdict: leak.
// Why: Another tenant's instance finds the pointer by name and calls its methods.
package instancedirectory

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	dirMu sync.RWMutex
	dir   = map[string]*C{}
)

// C is the component.
//
//sig:component name=instance-directory scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	dirMu.Lock()
	defer dirMu.Unlock()
	dir[c.Name()] = c // want leak
	return nil
}

//sig:deactivate
func (c *C) deactivate(ctx context.Context) error {
	dirMu.Lock()
	defer dirMu.Unlock()
	delete(dir, c.Name())
	return nil
}

//sig:runnable desc="one call"
func (c *C) Read(ctx context.Context, p P) (R, error) {
	dirMu.RLock()
	peer := dir[p.K]
	dirMu.RUnlock()
	if peer == nil {
		return R{}, sig.ErrNotFound
	}
	b, err := peer.Store.Get(context.Background(), p.V)
	return R{V: string(b)}, err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
