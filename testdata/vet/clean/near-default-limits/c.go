// Package neardefaultlimits: defaults that hold no reference are copied and changed
package neardefaultlimits

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type limits struct {
	max  int
	tags []string
	by   map[string]int
}

var defaults = limits{max: 3}

type option func(*limits)

func withTag(t string) option { return func(l *limits) { l.tags = append(l.tags, t) } }

func withLimit(k string, n int) option {
	return func(l *limits) {
		if l.by == nil {
			l.by = map[string]int{}
		}
		l.by[k] = n
	}
}

func build(os ...option) limits {
	l := defaults
	for _, o := range os {
		o(&l)
	}
	return l
}

// C is the component.
//
//sig:component name=near-default-limits scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	l := build(withTag(p.V), withLimit(p.K, p.N))
	return R{V: strings.Join(l.tags, ","), N: l.by[p.K] + l.max}, nil
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
