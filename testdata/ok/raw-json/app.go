package main

import (
	"context"
	"encoding/json"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Message carries what somebody else understands.
type Message struct {
	Body  json.RawMessage            `json:"body"`
	Maybe *json.RawMessage           `json:"maybe"`
	Parts []json.RawMessage          `json:"parts,omitempty"`
	Named map[string]json.RawMessage `json:"named,omitempty"`
}

// Pipe passes it on.
//
//sig:component name=raw-pipe scope=tenant
type Pipe struct{ sig.Instance }

//sig:runnable
func (p *Pipe) Pass(ctx context.Context, m Message) (Message, error) { return m, nil }

// Text is text.
type Text string

//sig:runnable
func (p *Pipe) Make(ctx context.Context, t Text) (Message, error) {
	return Message{Body: json.RawMessage(t)}, nil
}
