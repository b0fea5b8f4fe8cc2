package genresultkept

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// API is a contract.
//
//sig:contract name=ccr-api
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

var first *Item

// C does.
//
//sig:component name=gen-result-kept scope=tenant
type C struct {
	sig.Instance
	Other APIClient `sig:"requires"`
}

//sig:runnable
func (c *C) Get(ctx context.Context, p P) (R, error) {
	r, err := c.Other.Do(ctx, p)
	if err != nil {
		return r, err
	}
	r.keep()
	return r, nil
}

func (r R) keep() {
	if first != nil {
		r.Items = append(r.Items, first)
	}
	first = r.Items[0] // want SIG701
}

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
