// Package writerreset: a reader and a writer that the component keeps, set to what belongs to the call
package writerreset

import (
	"bufio"
	"bytes"
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=writer-reset scope=tenant
type C struct {
	sig.Instance
	r bufio.Reader
	w bufio.Writer
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var out bytes.Buffer
	c.r.Reset(strings.NewReader(p.V))
	c.w.Reset(&out)
	if _, err := c.w.ReadFrom(&c.r); err != nil {
		return R{}, err
	}
	err := c.w.Flush()
	return R{V: out.String()}, err
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
