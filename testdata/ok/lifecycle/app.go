package main

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Base is required by Top.
//
//sig:component name=life-base scope=tenant version=2.1
type Base struct {
	sig.Instance
	Fail bool `sig:"prop,optional"`
}

//sig:activate
func (b *Base) start(ctx context.Context) error {
	fmt.Println(b.Name(), "activates")
	if b.Fail {
		return errors.New("it was told to fail")
	}
	return nil
}

//sig:deactivate
func (b *Base) stop(ctx context.Context) error {
	fmt.Println(b.Name(), "deactivates")
	return nil
}

//sig:health
func (b *Base) health(ctx context.Context) error { return nil }

//sig:runnable
func (b *Base) Touch(ctx context.Context) error { return nil }

// Top requires Base.
//
//sig:component name=life-top scope=tenant
type Top struct {
	sig.Instance
	Base BaseClient `sig:"requires"`
}

//sig:effect
func (t *Top) warm() error {
	fmt.Println(t.Name(), "has an effect")
	return nil
}

//sig:activate
func (t *Top) start(ctx context.Context) error {
	fmt.Println(t.Name(), "activates")
	return t.Base.Touch(ctx)
}

//sig:deactivate
func (t *Top) stop(ctx context.Context) error {
	fmt.Println(t.Name(), "deactivates")
	//sig:trust reason="prints for the golden case"
	return nil
}
