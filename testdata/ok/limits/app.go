package main

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Size is a number of bytes.
type Size int

// Press prints.
//
//sig:component name=limits-press scope=tenant
type Press struct {
	sig.Instance
	entered, leave chan struct{}
}

//sig:activate
func (p *Press) start(ctx context.Context) error {
	p.entered, p.leave = make(chan struct{}), make(chan struct{})
	return nil
}

//sig:runnable limit=1/h,burst=2
func (p *Press) Rare(ctx context.Context) (Text, error) { return "printed", nil }

//sig:runnable limit=concurrency=1
func (p *Press) Slow(ctx context.Context) (Text, error) {
	p.entered <- struct{}{}
	<-p.leave
	return "printed slowly", nil
}

//sig:runnable
func (p *Press) Entered(ctx context.Context) error { <-p.entered; return nil }

//sig:runnable
func (p *Press) Leave(ctx context.Context) error { close(p.leave); return nil }

//sig:runnable limit=result=64B
func (p *Press) Print(ctx context.Context, n Size) (Text, error) {
	return Text(strings.Repeat("x", int(n))), nil
}
