// Package stringsbuilderjoin: text is put together with Builder, Replacer and Fprintf.
//
// Verdict: proved.
package stringsbuilderjoin

import (
	"context"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// C is the component.
//
//sig:component name=strings-builder-join scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) List(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	b.Grow(len(p.V))
	b.WriteString("<ul>")
	n := 0
	for item := range strings.SplitSeq(p.V, ",") {
		fmt.Fprintf(&b, "<li class=%q>%s</li>", p.K, escape.Replace(strings.TrimSpace(item)))
		n++
	}
	b.WriteString("</ul>")
	return R{V: b.String(), N: n}, nil
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
