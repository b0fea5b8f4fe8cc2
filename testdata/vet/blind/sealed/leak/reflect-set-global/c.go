// Package reflectsetglobal: reflection writes a package variable.
//
// Verdict: leak.
// Why: No statement assigns the variable, SetString does.
package reflectsetglobal

import (
	"context"
	"errors"
	"reflect"

	sig "github.com/sigen-dev/sigen/runtime"
)

type flags struct{ Mode, Region string }

var active = flags{Mode: "safe", Region: "eu"}

// C is the component.
//
//sig:component name=reflect-set-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Set(ctx context.Context, p P) (R, error) {
	f := reflect.ValueOf(&active).Elem().FieldByName(p.K)
	if !f.IsValid() {
		return R{}, errors.New("no such flag")
	}
	old := f.String()
	f.SetString(p.V) // want leak
	return R{V: old}, nil
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
