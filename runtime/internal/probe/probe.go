// Package probe holds components whose calls do what a test planned: what observes a kernel is
// tested with them.
package probe

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var plans sync.Map // by name: a func(context.Context, *Probe) error

// Plan says what calls of a plot do; a test names its plots after itself.
func Plan(plot string, f func(ctx context.Context, p *Probe) error) { plans.Store(plot, f) }

// Params name a plot.
type Params struct {
	Plot string `json:"plot"`
	Text string `json:"text" sig:"default=''"`
}

// Result has the text of the params.
type Result struct {
	Text string `json:"text"`
}

// A Probe does what was planned.
//
//sig:component name=probe version=1.0 scope=tenant
type Probe struct {
	sig.Instance
	Hub HubClient `sig:"requires,optional"`
}

// Run does what the plot says, nothing when nobody planned it.
//
//sig:runnable desc="Do what was planned"
func (p *Probe) Run(ctx context.Context, in Params) (Result, error) {
	if f, ok := plans.Load(in.Plot); ok {
		if err := f.(func(context.Context, *Probe) error)(ctx, p); err != nil {
			return Result{}, err
		}
	}
	return Result{Text: in.Text}, nil
}

// Scarce may be called once an hour.
//
//sig:runnable desc="Be scarce" limit=1/h,burst=1
func (p *Probe) Scarce(ctx context.Context) error { return nil }

// A Hub is what all tenants share.
//
//sig:component name=hub version=1.0 scope=shared
type Hub struct{ sig.Instance }

// Touch does nothing.
//
//sig:runnable desc="Do nothing" timeout=1m
func (h *Hub) Touch(ctx context.Context) error { return nil }
