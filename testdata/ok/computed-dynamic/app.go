package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/reactive"
)

// Text is text.
type Text string

// Switch shows one of two.
//
//sig:component name=dynamic-switch scope=tenant
type Switch struct {
	sig.Instance
	Left, Right sig.Signal[string]
	ToRight     sig.Signal[bool]
	runs        int
}

//sig:computed dynamic
func (s *Switch) computeShown(t *reactive.Tracker) (string, error) {
	ran("shown")
	if s.ToRight.Track(t) {
		return "right " + s.Right.Track(t), nil
	}
	return "left " + s.Left.Track(t), nil
}

//sig:computed
func (s *Switch) computeBoth() string { ran("both"); return s.Left.Get() + s.Right.Get() }

// Change is a change.
type Change struct {
	Left, Right *string
	ToRight     *bool
}

//sig:runnable
func (s *Switch) Set(ctx context.Context, c Change) error {
	s.runs++
	if c.Left != nil {
		s.Left.Set(*c.Left)
	}
	if c.Right != nil {
		s.Right.Set(*c.Right)
	}
	if c.ToRight != nil {
		s.ToRight.Set(*c.ToRight)
	}
	return nil
}

//sig:runnable
func (s *Switch) Show(ctx context.Context) (Text, error) {
	shown, err := s.Shown()
	return Text(shown + ", both " + s.Both()), err
}
