// Package stdreadercopy: the copy of a reader has its buffer
package stdreadercopy

import (
	"context"
	"encoding/csv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var one = csv.NewReader(strings.NewReader("a,b\nc,d"))

// C is the component.
//
//sig:component name=std-reader-copy scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	x := *one
	x.ReuseRecord = true
	rec, _ := x.Read() // want SIG701
	return R{V: rec[0]}, nil
}

type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
