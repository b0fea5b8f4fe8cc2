package genresultmethod

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var notes = map[string]string{}

// R is a result.
type R struct {
	V string `json:"v"`
}

// Note keeps.
func (r R) Note(v string) { notes[r.V] = v } // want SIG701

// API is a contract.
//
//sig:contract name=crm-api
type API interface {
	//sig:runnable
	Do(ctx context.Context, p P) (R, error)
}

// C does.
//
//sig:component name=gen-result-method scope=tenant
//sig:provides API
type C struct {
	sig.Instance
}

// Do does.
func (c *C) Do(ctx context.Context, p P) (R, error) {
	r := R{V: p.K}
	r.Note(p.V)
	return r, nil
}

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
