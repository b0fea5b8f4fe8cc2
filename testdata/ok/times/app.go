package main

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Settings are a tenant's.
//
//sig:config prefix=times
type Settings struct {
	Every time.Duration `json:"every" sig:"default=1h30m,min=1m,max=24h"`
	Since time.Time     `json:"since" sig:"optional"`
}

// Window is a stretch of time.
type Window struct {
	From  time.Time       `json:"from"`
	For   time.Duration   `json:"for" sig:"default=15m,min=1s,max=1h"`
	Until *time.Time      `json:"until"`
	Skip  []time.Duration `json:"skip,omitempty"`
	Zero  time.Time       `json:"zero,omitzero"`
}

// Plan is what becomes of it.
type Plan struct {
	Ends  time.Time     `json:"ends"`
	Zone  string        `json:"zone"`
	Every time.Duration `json:"every"`
	Since time.Time     `json:"since,omitzero"`
}

// Planner plans.
//
//sig:component name=times-planner scope=tenant
type Planner struct {
	sig.Instance
	Settings sig.Settings[Settings] `sig:"requires"`
}

//sig:runnable
func (p *Planner) Plan(ctx context.Context, w Window) (Plan, error) {
	_, offset := w.From.Zone()
	return Plan{w.From.Add(w.For), time.Duration(offset * int(time.Second)).String(), p.Settings.Get().Every, p.Settings.Get().Since}, nil
}
