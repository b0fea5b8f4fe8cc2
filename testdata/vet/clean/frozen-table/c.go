// Package frozentable: pointers to structs that nothing writes
package frozentable

import (
	"context"
	"errors"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

type country struct {
	code string
	vat  int
	tags []string
}

func (c *country) has(tag string) bool { return slices.Contains(c.tags, tag) }

var countries = map[string]*country{
	"de": {"de", 19, []string{"eu"}},
	"us": {"us", 0, nil},
}

// C is the component.
//
//sig:component name=frozen-table scope=tenant
type C struct {
	sig.Instance
	home *country
}

//sig:runnable desc="one call"
func (c *C) Set(ctx context.Context, p P) (R, error) {
	co := countries[p.K]
	if co == nil {
		return R{}, errors.New("no such country")
	}
	c.home = co
	if co.has("eu") {
		return R{N: co.vat}, nil
	}
	return R{}, nil
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
