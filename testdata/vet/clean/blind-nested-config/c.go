// Package blindnestedconfig: a nested configuration that is only read
package blindnestedconfig

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type limits struct{ max, min int }

type profile struct {
	name   string
	limits *limits
	tags   map[string]string
}

var profiles = map[string]*profile{
	"small": {"small", &limits{10, 1}, map[string]string{"tier": "free"}},
	"large": {"large", &limits{1000, 10}, nil},
}

func lookup(name string) (*profile, error) {
	p, ok := profiles[name]
	if !ok {
		return nil, fmt.Errorf("no profile %q", name)
	}
	return p, nil
}

// C is the component.
//
//sig:component name=blind-nested-config scope=tenant
type C struct {
	sig.Instance
	used int
}

//sig:runnable desc="one call"
func (c *C) Use(ctx context.Context, p P) (R, error) {
	pr, err := lookup(p.K)
	if err != nil {
		return R{}, err
	}
	if c.used+p.N > pr.limits.max {
		return R{}, errors.New("over the limit")
	}
	c.used += p.N
	return R{N: c.used, V: pr.tags["tier"]}, nil
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
