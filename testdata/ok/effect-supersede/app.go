package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Dial follows a value.
//
//sig:component name=supersede-dial scope=tenant
type Dial struct {
	sig.Instance
	Value   sig.Signal[string]
	started chan struct{}
}

//sig:activate
func (d *Dial) start(ctx context.Context) error {
	d.started = make(chan struct{})
	return nil
}

//sig:effect supersede
func (d *Dial) follow(ctx context.Context) error {
	v := d.Value.Get()
	sig.OnCleanup(ctx, func() { note("cleaned up behind %q", v) })
	note("follows %q", v)
	if v != "slow" {
		return nil
	}
	close(d.started)
	<-ctx.Done()
	note("%q is superseded: %v", v, sig.Stale(ctx))
	return ctx.Err()
}

//sig:runnable
func (d *Dial) Set(ctx context.Context, v Text) error {
	d.Value.Set(string(v))
	return nil
}

//sig:runnable
func (d *Dial) Started(ctx context.Context) error {
	select {
	case <-d.started:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
