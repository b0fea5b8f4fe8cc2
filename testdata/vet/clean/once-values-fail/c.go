// Package oncevaluesfail: what is read once, or the error, that says which line
package oncevaluesfail

import (
	"context"
	"encoding/json"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// P is what a caller sends.
type P struct {
	K string `json:"k"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}

// C is the component.
//
//sig:component name=once-values-fail scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	m, err := load()
	if err != nil {
		return R{}, err
	}
	return R{m[p.K]}, nil
}

var load = sync.OnceValues(func() (map[string]string, error) {
	m := map[string]string{}
	if err := json.Unmarshal([]byte("{}"), &m); err != nil {
		return nil, err
	}
	return m, nil
})
