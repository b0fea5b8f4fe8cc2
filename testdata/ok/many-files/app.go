package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// One is the first of this file.
//
//sig:component name=files-one scope=tenant
type One struct{ sig.Instance }

// Two is the second of this file.
//
//sig:component name=files-two scope=tenant
type Two struct {
	sig.Instance
	Other ThreeClient `sig:"requires"`
}

//sig:runnable
func (t *Two) Say(ctx context.Context, p SayParams) (Text, error) { return t.Other.Say(ctx, p) }
