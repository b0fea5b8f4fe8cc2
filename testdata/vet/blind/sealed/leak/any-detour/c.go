// Package anydetour: a pointer to package state comes out of an any.
//
// Verdict: leak.
// Why: lookup returns the map inside an interface; the assertion gives it back for writing.
package anydetour

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

var registry = map[string]any{
	"prefs": map[string]string{"lang": "en"},
	"max":   100,
}

func lookup(name string) any { return registry[name] }

// C is the component.
//
//sig:component name=any-detour scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Prefer(ctx context.Context, p P) (R, error) {
	prefs, ok := lookup("prefs").(map[string]string)
	if !ok {
		return R{}, errors.New("no preferences")
	}
	old := prefs[p.K]
	prefs[p.K] = p.V // want leak
	return R{V: old}, nil
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
