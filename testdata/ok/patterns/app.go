package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Code is a named text.
type Code string

// Form has patterns.
type Form struct {
	Zip   string  `json:"zip" sig:"pattern='^[0-9]{4,5}$'"`
	Code  Code    `json:"code" sig:"pattern='^[A-Z]{2}(-[a-z]+)?$',default=AA"`
	Alt   *string `json:"alt" sig:"pattern='a|b'"`
	Name  string  `json:"name" sig:"pattern='^\\p{L}+$',min=2,max=4,optional"`
	Quote string  `json:"quote" sig:"pattern='s$',optional"`
	Any   string  `json:"any" sig:"pattern='(?i)^x.*$',optional"`
}

// Desk checks.
//
//sig:component name=patterns-desk scope=tenant
type Desk struct{ sig.Instance }

//sig:runnable
func (d *Desk) Check(ctx context.Context, f Form) (Form, error) { return f, nil }
