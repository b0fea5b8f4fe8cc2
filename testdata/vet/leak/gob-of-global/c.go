// Package gobofglobal: gob decodes into package-level memory
package gobofglobal

import (
	"context"
	"encoding/gob"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var conf struct{ V string }

// C is the component.
//
//sig:component name=gob-of-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := conf.V
	err := gob.NewDecoder(strings.NewReader(p.V)).Decode(&conf) // want SIG701
	return R{V: was}, err
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
