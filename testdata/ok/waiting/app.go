package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Bottom is needed by all.
//
//sig:component name=waiting-bottom scope=tenant
type Bottom struct{ sig.Instance }

//sig:runnable
func (b *Bottom) Say(ctx context.Context) (Text, error) { return "bottom", nil }

// Middle needs it.
//
//sig:component name=waiting-middle scope=tenant
type Middle struct {
	sig.Instance
	Bottom BottomClient `sig:"requires"`
}

//sig:runnable
func (m *Middle) Say(ctx context.Context) (Text, error) {
	t, err := m.Bottom.Say(ctx)
	return "middle on " + t, err
}

// Top needs the middle.
//
//sig:component name=waiting-top scope=tenant
type Top struct {
	sig.Instance
	Middle MiddleClient `sig:"requires"`
}

//sig:runnable
func (t *Top) Say(ctx context.Context) (Text, error) {
	text, err := t.Middle.Say(ctx)
	return "top on " + text, err
}
