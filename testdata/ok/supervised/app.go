package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Engine breaks.
//
//sig:component name=supervised-engine scope=tenant
//sig:supervise backoff=constant delay=1ms jitter=0 restarts=1 within=24h
type Engine struct {
	sig.Instance
	runs int
}

//sig:runnable
func (e *Engine) Run(ctx context.Context, t Text) (Text, error) {
	if t == "hard" {
		panic("too hard")
	}
	e.runs++
	return "ran", nil
}
