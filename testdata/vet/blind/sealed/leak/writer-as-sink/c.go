// Package writerassink: an io.Writer that json.Encoder writes to.
//
// Verdict: leak.
// Why: The tee keeps a copy of everything that any tenant encodes.
package writerassink

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type tee struct {
	w    io.Writer
	copy *bytes.Buffer
}

func (t tee) Write(b []byte) (int, error) {
	t.copy.Write(b) // want leak
	return t.w.Write(b)
}

var transcript bytes.Buffer

// C is the component.
//
//sig:component name=writer-as-sink scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Encode(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	err := json.NewEncoder(tee{&b, &transcript}).Encode(p)
	return R{V: b.String(), N: transcript.Len()}, err
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
