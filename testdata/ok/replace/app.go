package main

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Greeter greets.
//
//sig:contract name=replace-greeter
type Greeter interface {
	//sig:runnable
	Greet(ctx context.Context) (Text, error)
}

// Plain greets.
//
//sig:component name=replace-plain scope=tenant
//sig:provides Greeter
type Plain struct {
	sig.Instance
	Word string `sig:"prop,default=hello"`
}

// Greet greets.
func (p *Plain) Greet(ctx context.Context) (Text, error) {
	return Text(p.Word + " from " + p.Name()), nil
}

// Fancy greets better.
//
//sig:component name=replace-fancy scope=tenant
//sig:provides Greeter
type Fancy struct {
	sig.Instance
	Broken bool `sig:"prop,optional"`
}

//sig:activate
func (f *Fancy) start(ctx context.Context) error {
	if f.Broken {
		return errors.New("no ink")
	}
	return nil
}

// Greet greets.
func (f *Fancy) Greet(ctx context.Context) (Text, error) {
	return Text("~ welcome from " + f.Name() + " ~"), nil
}
