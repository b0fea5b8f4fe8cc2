package egress

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Provider is the provider of sig.HTTP. It is safe for concurrent use.
//
//sig:component name=egress version=1.0 scope=provider
type Provider struct {
	sig.Instance

	// Config is where the allow-lists are.
	Config sig.ConfigAdmin `sig:"requires"`

	// Timeout bounds a request from dialling to the last byte, in seconds.
	Timeout int `sig:"prop,default=30,min=1,max=3600"`
	// MaxResponse bounds the body of an answer, in KiB; a longer one is an error.
	MaxResponse int `sig:"prop,default=10240,min=1,max=1048576"`
	// Connections bounds the connections of one scope to one host; to all hosts together there
	// are at most 16 times as many.
	Connections int `sig:"prop,default=16,min=1,max=10000"`
}

var _ sig.Scoped[sig.HTTP] = (*Provider)(nil)

// Open implements sig.Scoped: connections of the scope's own, closed when it ends.
func (p *Provider) Open(_ context.Context, s sig.Scope) (sig.HTTP, error) {
	if err := s.Err(); err != nil {
		return sig.HTTP{}, err
	}
	c := newSender(p.Config, s, limits{
		timeout:     time.Duration(p.Timeout) * time.Second,
		maxResponse: int64(p.MaxResponse) << 10,
		connections: p.Connections,
	})
	s.OnEnd(c.close)
	return sig.NewHTTP(s, c), nil
}

// Remains implements sig.Scoped: connections end with their scope, nothing stays.
func (p *Provider) Remains(context.Context, sig.Scope) ([]string, error) { return nil, nil }

// Purge implements sig.Scoped: there is nothing to remove.
func (p *Provider) Purge(context.Context, sig.Scope) error { return nil }
