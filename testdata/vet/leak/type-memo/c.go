// Package typememo: a memo by type, filled from what tenants send
package typememo

import (
	"context"
	"regexp"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var memo = map[string]*regexp.Regexp{}

var mu sync.RWMutex

func compiled(s string) (*regexp.Regexp, error) {
	mu.RLock()
	re := memo[s]
	mu.RUnlock()
	if re != nil {
		return re, nil
	}
	re, err := regexp.Compile(s)
	if err != nil {
		return nil, err
	}
	mu.Lock()
	defer mu.Unlock()
	memo[s] = re // want SIG701
	return re, nil
}

// C is the component.
//
//sig:component name=type-memo scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Match(ctx context.Context, p P) (R, error) {
	re, err := compiled(p.K)
	if err != nil {
		return R{}, err
	}
	return R{V: re.FindString(p.V)}, nil
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
