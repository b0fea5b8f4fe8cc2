package core

import (
	"context"
	"sync"
	"time"
)

// An EventKind says what happened.
type EventKind uint8

// The kinds of events of a kernel.
const (
	EventActivated        EventKind = iota + 1 // an instance came up
	EventActivationFailed                      // an instance did not come up; Err says why
	EventDeactivated                           // an instance was taken down: drained, failed, without what it requires, or on its way out
	EventPassivated                            // an idle instance was taken down; its next call activates it
	EventReplaced                              // an instance has another body
	EventRemoved                               // an instance is gone for good
	EventFailed                                // supervision: an instance failed; Err says how
	EventRestarting                            // supervision: it is down, and starts again after Delay
	EventRestarted                             // supervision: it is active again
	EventEscalated                             // supervision: its whole tenant starts again
	EventStopped                               // supervision: it stays failed until somebody acts
	EventDeadLetter                            // nobody took an event
	EventTenantGone                            // the last instance of a tenant has gone
	EventOffboarded                            // an offboarding is done
	EventLost                                  // observers were too slow: Count events were not told
	EventPanicked                              // code of an instance panicked, and that was kept in it; Err says with what, Stack where
)

var eventText = [...]string{
	EventActivated: "activated", EventActivationFailed: "activation failed", EventDeactivated: "deactivated",
	EventPassivated: "passivated", EventReplaced: "replaced", EventRemoved: "removed", EventFailed: "failed",
	EventRestarting: "restarting", EventRestarted: "restarted", EventEscalated: "escalated", EventStopped: "stopped",
	EventDeadLetter: "dead letter", EventTenantGone: "tenant gone", EventOffboarded: "offboarded", EventLost: "events lost", EventPanicked: "panicked",
}

// String is the kind in lower case.
func (e EventKind) String() string {
	if int(e) < len(eventText) && eventText[e] != "" {
		return eventText[e]
	}
	return "unknown"
}

// A KernelEvent is one thing that happened to an instance or a tenant. What does not apply is zero.
type KernelEvent struct {
	At                          time.Time // of the kernel's clock
	Kind                        EventKind
	Component, Instance, Tenant string
	// Err is an *Error. Its text may have text of the component in it, and with that whatever the
	// component put there; its class (ErrorClass) is fit for labels and logs.
	Err      error
	Restarts int           // of EventFailed: within the window
	Delay    time.Duration // of EventRestarting
	Topic    string        // of EventDeadLetter: as its //sig:event declares it
	Method   string        // of EventDeadLetter: who should have taken it
	Attempts int           // of EventDeadLetter
	Count    int           // of EventLost
	// Stack is of EventPanicked, as runtime.Stack prints it: it has words of arguments, so it is for whoever
	// may see the process's memory.
	Stack string
}

// outboxLimit is how many events wait for slow observers.
const outboxLimit = 1 << 16

// An outbox hands events to observers on a goroutine of its own, which is there while there
// are any: so none is called under a lock of the kernel, and they come in order.
type outbox struct {
	mu      sync.Mutex
	queue   []posted // guarded by mu
	lost    int      // guarded by mu
	running bool     // guarded by mu
}

// posted is an event, or somebody who waits until those before are told.
type posted struct {
	e    KernelEvent
	seen chan struct{}
}

// tell has observers told of an event. It returns at once and may be called under any lock.
func (k *Kernel) tell(e KernelEvent) {
	if k.observers.Load() == nil {
		return
	}
	e.At = k.clock.Now()
	k.outbox.post(k, posted{e: e})
}

// tellOf is tell of an instance.
func (k *Kernel) tellOf(i *inst, kind EventKind, err error) {
	if k.observers.Load() == nil {
		return
	}
	k.tell(KernelEvent{Kind: kind, Component: i.spec.Component, Instance: i.name, Tenant: i.target(), Err: err})
}

// tellPanic is tell of a panic in code of an instance.
func (k *Kernel) tellPanic(i *inst, err error, stack string) {
	if k.observers.Load() == nil {
		return
	}
	k.tell(KernelEvent{Kind: EventPanicked, Component: i.spec.Component, Instance: i.name, Tenant: i.target(), Err: err, Stack: stack})
}

func (o *outbox) post(k *Kernel, p posted) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if p.seen == nil && len(o.queue) >= outboxLimit {
		o.lost++
		return
	}
	o.queue = append(o.queue, p)
	if !o.running {
		o.running = true
		go o.run(k)
	}
}

func (o *outbox) run(k *Kernel) {
	for {
		o.mu.Lock()
		batch, lost := o.queue, o.lost
		o.queue, o.lost = nil, 0
		if len(batch) == 0 && lost == 0 {
			o.running = false
			o.mu.Unlock()
			return
		}
		o.mu.Unlock()
		for _, p := range batch {
			if p.seen == nil {
				k.hand(p.e)
			}
		}
		if lost > 0 {
			k.hand(KernelEvent{At: k.clock.Now(), Kind: EventLost, Count: lost})
		}
		for _, p := range batch { // those who wait: what was lost happened before too
			if p.seen != nil {
				close(p.seen)
			}
		}
	}
}

func (k *Kernel) hand(e KernelEvent) {
	os := k.observers.Load()
	if os == nil {
		return
	}
	for _, x := range os.all {
		protect(func() { x.o.Observe(e) })
	}
}

// flush returns when observers were told of all that happened before, or ctx ends.
func (o *outbox) flush(ctx context.Context, k *Kernel) error {
	o.mu.Lock()
	idle := !o.running
	o.mu.Unlock()
	if idle {
		return nil
	}
	seen := make(chan struct{})
	o.post(k, posted{seen: seen})
	select {
	case <-seen:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
