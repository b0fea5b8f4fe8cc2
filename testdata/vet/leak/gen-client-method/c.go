package genclientmethod

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var calls []string

// API is a contract.
//
//sig:contract name=com-api
type API interface {
	//sig:runnable
	Do(ctx context.Context, p P) (R, error)
}

func (c APIClient) Note(v string) { calls = append(calls, v) } // want SIG701

// C does.
//
//sig:component name=gen-client-method scope=tenant
type C struct {
	sig.Instance
	Other APIClient `sig:"requires"`
}

//sig:runnable
func (c *C) Get(ctx context.Context, p P) error {
	c.Other.Note(p.V)
	return nil
}

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is its result.
type R struct {
	V string `json:"v"`
}
