package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Safe keeps.
//
//sig:component name=offboard-safe scope=tenant
type Safe struct {
	sig.Instance
	Store sig.Storage `sig:"requires"`
}

//sig:purge
func (s *Safe) purge(ctx context.Context) error { note(s.Name() + " purges"); return nil }

//sig:runnable
func (s *Safe) Put(ctx context.Context, t Text) error { return s.Store.Put(ctx, "k", []byte(t)) }

//sig:runnable
func (s *Safe) Get(ctx context.Context) (Text, error) {
	b, err := s.Store.Get(ctx, "k")
	return Text(b), err
}
