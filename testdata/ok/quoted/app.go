package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Level is a named number.
type Level int8

// Form is what a form field sends.
type Form struct {
	Int   int     `json:"int,string"`
	Level *Level  `json:"level,string"`
	Float float64 `json:"float,string" sig:"default=1.5,max=2"`
	Bool  bool    `json:"bool,string,omitempty"`
	Text  string  `json:"text,string" sig:"optional"`
	Big   uint64  `json:"big,string,omitempty"`
}

// Desk echoes.
//
//sig:component name=quoted-desk scope=tenant
type Desk struct{ sig.Instance }

//sig:runnable
func (d *Desk) Echo(ctx context.Context, f Form) (Form, error) { return f, nil }
