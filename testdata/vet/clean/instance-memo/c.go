// Package instancememo: a memo in the instance
package instancememo

import (
	"context"
	"regexp"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=instance-memo scope=tenant
type C struct {
	sig.Instance
	memo sync.Map
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	re, ok := c.memo.Load(p.K)
	if !ok {
		n, err := regexp.Compile(p.K)
		if err != nil {
			return R{}, err
		}
		re, _ = c.memo.LoadOrStore(p.K, n)
	}
	return R{V: re.(*regexp.Regexp).FindString(p.V)}, nil
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
