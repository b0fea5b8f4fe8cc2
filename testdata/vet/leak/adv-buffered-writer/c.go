// Package advbufferedwriter: a writer that wraps a shared buffer
package advbufferedwriter

import (
	"bufio"
	"bytes"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var out bytes.Buffer

// C is the component.
//
//sig:component name=adv-buffered-writer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	w := bufio.NewWriter(&out)
	_, err := w.WriteString(p.V) // want SIG701
	return err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
