package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Say is what is said.
type Say struct {
	Words string `json:"words" sig:"default=nothing"`
}

// Voice speaks.
//
//sig:component name=by-target-voice scope=tenant
type Voice struct{ sig.Instance }

//sig:runnable
func (v *Voice) Speak(ctx context.Context, s Say) (Text, error) {
	return Text(v.Target() + ": " + s.Words), nil
}
