package main

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Patient has a state.
//
//sig:component name=health-patient scope=tenant
type Patient struct {
	sig.Instance
	state Text
}

//sig:health
func (p *Patient) check(ctx context.Context) error {
	switch p.state {
	case "":
		return nil
	case "panic":
		panic("no pulse")
	}
	return errors.New(string(p.state))
}

//sig:runnable
func (p *Patient) Become(ctx context.Context, t Text) error { p.state = t; return nil }
