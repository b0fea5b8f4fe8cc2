package core

import (
	"context"
	"slices"
)

// A WorkKind says what a goroutine does in an instance when it is no call.
type WorkKind uint8

// The kinds of work.
const (
	WorkActivation   WorkKind = iota // constructor, first run of effects, restore and activate hooks
	WorkDeactivation                 // snapshot and deactivate hooks
	WorkHealth                       // a health hook
	WorkEffects                      // effects after a change
	WorkJob                          // Go, After, Every
	WorkDelivery                     // events of a subscription
)

var workText = [...]string{"activation", "deactivation", "health", "effects", "job", "delivery"}

// String is the kind in lower case.
func (w WorkKind) String() string {
	if int(w) < len(workText) {
		return workText[w]
	}
	return "unknown"
}

// WorkInfo says what a WorkObserver is told of.
type WorkInfo struct {
	Kind                WorkKind
	Component, Instance string
	Tenant              string // "" for components without one
}

// noWork ends work that nobody observes.
func noWork() {}

// work tells that the goroutine begins to work in i; the result, which is never nil, that it is done.
func (i *inst) work(ctx context.Context, kind WorkKind) (end func()) {
	os := i.k.observers.Load()
	if os == nil || len(os.works) == 0 {
		return noWork
	}
	w := WorkInfo{Kind: kind, Component: i.spec.Component, Instance: i.name, Tenant: i.target()}
	var ends []func()
	for _, o := range os.works {
		protect(func() {
			if end := o.BeginWork(ctx, w); end != nil {
				ends = append(ends, end)
			}
		})
	}
	return func() {
		for _, end := range slices.Backward(ends) {
			protect(end)
		}
	}
}
