// Package mail is a handle of the application's own.
package mail

import (
	"context"
	"net/smtp"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Sender sends for one scope.
type Sender struct{ s *server }

type server struct{ addr, from string }

// Send sends one mail.
func (s Sender) Send(_ context.Context, to string, body []byte) error {
	return smtp.SendMail(s.s.addr, nil, s.s.from, []string{to}, body)
}

// Provider opens senders.
//
//sig:component name=mail scope=provider
type Provider struct {
	sig.Instance
}

// Open makes the sender of one scope.
func (p *Provider) Open(_ context.Context, s sig.Scope) (Sender, error) {
	return Sender{&server{"localhost:25", s.Tenant() + "@example.com"}}, nil
}

// Remains is empty.
func (p *Provider) Remains(context.Context, sig.Scope) ([]string, error) { return nil, nil }

// Purge has nothing to do.
func (p *Provider) Purge(context.Context, sig.Scope) error { return nil }
