package telemetry

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Provider observes its kernel with the tracer and meter providers that the program has made global
// (otel.SetTracerProvider, otel.SetMeterProvider) while it is active.
//
//sig:component name=telemetry version=1.0 scope=provider
type Provider struct {
	sig.Instance

	// Tenants is how many tenants have metrics under their own names.
	Tenants int `sig:"prop,default=100,min=0"`

	observer *Observer
}

var _ sig.ObserverSource = (*Provider)(nil)

//sig:activate
func (p *Provider) activate(ctx context.Context) (err error) {
	p.observer, err = New(WithTenants(p.Tenants))
	return err
}

//sig:deactivate
func (p *Provider) deactivate(ctx context.Context) error { return p.observer.Close() }

// Observer implements sig.ObserverSource; it is nil before the provider is active.
func (p *Provider) Observer() sig.Observer {
	if p.observer == nil {
		return nil
	}
	return p.observer
}
