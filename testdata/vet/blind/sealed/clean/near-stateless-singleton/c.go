// Package nearstatelesssingleton: a package-level singleton without state behind an interface.
//
// Verdict: proved.
package nearstatelesssingleton

import (
	"context"
	"strconv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type codec interface {
	encode(string) string
	name() string
}

type upper struct{}

func (upper) encode(s string) string { return strings.ToUpper(s) }
func (upper) name() string           { return "upper" }

type rot struct{ by rune }

func (r *rot) encode(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' {
			return 'a' + (c-'a'+r.by)%26
		}
		return c
	}, s)
}
func (r *rot) name() string { return "rot" + strconv.Itoa(int(r.by)) }

var (
	fallback codec = upper{}
	secret   codec = &rot{by: 13}
	all            = []codec{fallback, secret}
)

// C is the component.
//
//sig:component name=near-stateless-singleton scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Encode(ctx context.Context, p P) (R, error) {
	for _, cd := range all {
		if cd.name() == p.K {
			return R{V: cd.encode(p.V)}, nil
		}
	}
	return R{V: fallback.encode(p.V)}, nil
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
