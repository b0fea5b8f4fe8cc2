// Package realsearch: an inverted index in memory
package realsearch

import (
	"context"
	"regexp"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var stop = map[string]bool{"the": true, "a": true}

var words = regexp.MustCompile(`\pL+`)

// C is the component.
//
//sig:component name=real-search scope=tenant
type C struct {
	sig.Instance
	mu    sync.RWMutex
	index map[string]map[string]int
}

func tokens(s string) []string {
	var out []string
	for _, w := range words.FindAllString(strings.ToLower(s), -1) {
		if !stop[w] {
			out = append(out, w)
		}
	}
	return out
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.index == nil {
		c.index = map[string]map[string]int{}
	}
	for _, w := range tokens(p.V) {
		if c.index[w] == nil {
			c.index[w] = map[string]int{}
		}
		c.index[w][p.K]++
	}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Find(ctx context.Context, p P) (R, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	best, n := "", 0
	for doc, hits := range c.index[p.K] {
		if hits > n {
			best, n = doc, hits
		}
	}
	return R{V: best, N: n}, nil
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
