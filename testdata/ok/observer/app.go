package main

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Inner is called.
//
//sig:component name=observer-inner scope=tenant
type Inner struct{ sig.Instance }

//sig:runnable
func (i *Inner) Do(ctx context.Context, t Text) (Text, error) {
	if t == "fail" {
		return "", errors.New("failed")
	}
	return t + "!", nil
}

// Outer calls.
//
//sig:component name=observer-outer scope=tenant
type Outer struct {
	sig.Instance
	Inner InnerClient `sig:"requires"`
}

//sig:runnable
func (o *Outer) Do(ctx context.Context, t Text) (Text, error) { return o.Inner.Do(ctx, t) }
