package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Settings are a tenant's.
//
//sig:config prefix=helpers
type Settings struct {
	Greeting string `json:"greeting" sig:"default=hi"`
}

// Text is text.
type Text string

// Namer names.
//
//sig:contract name=helpers-namer
type Namer interface {
	//sig:runnable
	Label(ctx context.Context) (Text, error)
}

type counters struct{ calls int }

func (c *counters) count() int { c.calls++; return c.calls }

type labels struct{ prefix string }

// Label is the contract's method, promoted.
func (l *labels) Label(ctx context.Context) (Text, error) { return Text(l.prefix + "label"), nil }

// Desk embeds both.
//
//sig:component name=helpers-desk scope=tenant
//sig:provides Namer
type Desk struct {
	sig.Instance
	counters
	labels
	Settings sig.Settings[Settings] `sig:"requires"`
}

//sig:activate
func (d *Desk) start(ctx context.Context) error { d.prefix = d.Name() + "-"; return nil }

//sig:computed
func (d *Desk) computeGreeting() string { return d.Settings.Get().Greeting }

//sig:runnable
func (d *Desk) Greet(ctx context.Context) (Text, error) {
	if d.count() > 1 {
		return Text(d.Greeting() + " again"), nil
	}
	return Text(d.Greeting()), nil
}
