package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Notes keeps a note.
//
//sig:contract name=namespace-notes
type Notes interface {
	//sig:runnable
	Write(ctx context.Context, t Text) error
	//sig:runnable
	Read(ctx context.Context) (Text, error)
}

// First is how it was.
//
//sig:component name=namespace-first scope=tenant namespace=notes
//sig:provides Notes
type First struct {
	sig.Instance
	Store sig.Storage `sig:"requires"`
}

// Write writes.
func (f *First) Write(ctx context.Context, t Text) error { return f.Store.Put(ctx, "note", []byte(t)) }

// Read reads.
func (f *First) Read(ctx context.Context) (Text, error) {
	b, err := f.Store.Get(ctx, "note")
	return Text(b), err
}

// Second is how it is now.
//
//sig:component name=namespace-second scope=tenant namespace=notes
//sig:provides Notes
type Second struct {
	sig.Instance
	Store sig.Storage `sig:"requires"`
}

// Write writes.
func (s *Second) Write(ctx context.Context, t Text) error {
	return s.Store.Put(ctx, "note", []byte("2:"+t))
}

// Read reads.
func (s *Second) Read(ctx context.Context) (Text, error) {
	b, err := s.Store.Get(ctx, "note")
	return "second read " + Text(b), err
}
