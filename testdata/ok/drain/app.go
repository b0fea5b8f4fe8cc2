package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Door lets in.
//
//sig:component name=drain-door scope=tenant
type Door struct {
	sig.Instance
	leave chan struct{}
}

//sig:activate
func (d *Door) open(ctx context.Context) error {
	d.leave = make(chan struct{}, 1)
	return nil
}

//sig:runnable
func (d *Door) Stay(ctx context.Context) (Text, error) {
	entered <- d
	<-d.leave
	return "left in order", nil
}

//sig:runnable
func (d *Door) Knock(ctx context.Context) (Text, error) { return "come in", nil }
