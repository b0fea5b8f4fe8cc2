// Package lazyregexpcache: compiled patterns are memoised and can be listed.
//
// Verdict: leak.
// Why: Patterns of all tenants are keys of one sync.Map that List enumerates.
package lazyregexpcache

import (
	"context"
	"regexp"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var patterns sync.Map // string -> *regexp.Regexp

func compile(expr string) (*regexp.Regexp, error) {
	if re, ok := patterns.Load(expr); ok {
		return re.(*regexp.Regexp), nil
	}
	re, err := regexp.Compile(expr)
	if err != nil {
		return nil, err
	}
	got, _ := patterns.LoadOrStore(expr, re) // want leak
	return got.(*regexp.Regexp), nil
}

// C is the component.
//
//sig:component name=lazy-regexp-cache scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Match(ctx context.Context, p P) (R, error) {
	re, err := compile(p.K)
	if err != nil {
		return R{}, err
	}
	return R{V: re.FindString(p.V)}, nil
}

//sig:runnable desc="one call"
func (c *C) Known(ctx context.Context) (R, error) {
	var all []string
	patterns.Range(func(k, _ any) bool {
		all = append(all, k.(string))
		return true
	})
	return R{V: strings.Join(all, "\n"), N: len(all)}, nil
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
