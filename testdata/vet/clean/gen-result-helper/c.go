package genresulthelper

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// API is a contract.
//
//sig:contract name=grh-api
type API interface {
	//sig:runnable
	Do(ctx context.Context, p P) (R, error)
}

// R is a result.
type R struct {
	V     string  `json:"v"`
	Items []*Item `json:"items"`
}

// Item is in it.
type Item struct {
	N string `json:"n"`
}

var labels = map[string]string{"a": "first"}

// Label reads.
func (r R) Label() string { return labels[r.V] }

// Add is for the owner.
func (r *R) Add(n string) { r.Items = append(r.Items, &Item{n}) }

// C calls another component and adds to what it said.
//
//sig:component name=gen-result-helper scope=tenant
type C struct {
	sig.Instance
	Other APIClient `sig:"requires"`
	last  R
}

//sig:runnable
func (c *C) Get(ctx context.Context, p P) (R, error) {
	r, err := c.Other.Do(ctx, p)
	if err != nil {
		return r, err
	}
	r.Add(p.V)
	r.V = r.Label()
	c.last = r
	return r, nil
}

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
