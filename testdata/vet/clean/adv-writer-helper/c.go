// Package advwriterhelper: a writer handed to a helper
package advwriterhelper

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

func line(w io.Writer, k string, v any) error {
	_, err := fmt.Fprintf(w, "%s=%v\n", k, v)
	return err
}

// C is the component.
//
//sig:component name=adv-writer-helper scope=tenant
type C struct {
	sig.Instance
	buf bytes.Buffer
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	if err := line(&b, p.K, p.V); err != nil {
		return R{}, err
	}
	if err := line(&c.buf, p.K, p.N); err != nil {
		return R{}, err
	}
	return R{V: b.String()}, nil
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
