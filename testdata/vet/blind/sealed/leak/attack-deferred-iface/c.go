// Package attackdeferrediface: a state behind two interfaces and a type switch.
//
// Verdict: leak.
// Why: The concrete type appears only in init, and the write is three dynamic calls away.
package attackdeferrediface

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type visitor interface{ visit(n any) visitor }

type root struct{ inner visitor }

func (r root) visit(n any) visitor {
	switch n.(type) {
	case string:
		return r.inner
	default:
		return nil
	}
}

type recorder struct{ seen *[]string }

func (r recorder) visit(n any) visitor {
	if s, ok := n.(string); ok {
		*r.seen = append(*r.seen, s) // want leak
	}
	return nil
}

var top visitor

func init() { top = root{inner: recorder{seen: new([]string)}} }

func walk(v visitor, n any) {
	for v != nil {
		v = v.visit(n)
	}
}

// C is the component.
//
//sig:component name=attack-deferred-iface scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Walk(ctx context.Context, p P) (R, error) {
	walk(top, p.V)
	rec := top.(root).inner.(recorder)
	return R{V: strings.Join(*rec.seen, ",")}, nil
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
