package core

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
)

// queueLimit bounds what one subscription holds. When it is full, Publish is
// ErrBusy: nothing that was accepted is dropped.
const queueLimit = 256

// subscriptions are a tenant's, or the shared ones.
type subscriptions struct {
	mu  sync.RWMutex
	all []*queue // guarded by mu
}

// A queue is one subscription of one instance. It has a goroutine only while
// there is something to deliver; deliveries of one subscription never overlap.
type queue struct {
	b    *Mounted
	spec *SubSpec

	mu      sync.Mutex
	to      *queue   // guarded by mu; who takes its events, when its instance was replaced
	pending [][]byte // guarded by mu
	running bool     // guarded by mu
}

func (k *Kernel) subscribe(b *Mounted) {
	if len(b.inst.spec.Subs) == 0 {
		return // and its tenant needs no list for it
	}
	subs := k.subsOf(b.inst)
	for n := range b.inst.spec.Subs {
		q := &queue{b: b, spec: &b.inst.spec.Subs[n]}
		b.mu.Lock()
		r := b.rarely()
		r.queues = append(r.queues, q)
		b.mu.Unlock()
		subs.mu.Lock()
		subs.all = append(subs.all, q)
		subs.mu.Unlock()
	}
}

// resubscribe has b take the events from here on that old took, and what of them waits. old may be nil.
func (k *Kernel) resubscribe(old, b *Mounted) {
	k.subscribe(b)
	if old == nil || old.rare.Load() == nil {
		return
	}
	subs := k.subsOf(b.inst)
	subs.mu.Lock()
	subs.all = slices.DeleteFunc(subs.all, func(q *queue) bool { return q.b == old })
	subs.mu.Unlock()
	var to []*queue
	if r := b.rare.Load(); r != nil {
		to = r.queues
	}
	for _, q := range old.rare.Load().queues {
		n := slices.IndexFunc(to, func(x *queue) bool { return x.spec.Type == q.spec.Type && x.spec.Topic == q.spec.Topic })
		if n >= 0 {
			q.moveTo(to[n])
		}
	}
}

// moveTo hands what waits in q, and what still comes, to another queue.
func (q *queue) moveTo(to *queue) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.to = to
	for _, data := range q.pending {
		_ = to.put(data) // fits: to is new, and as long
	}
	q.pending = nil
}

func (k *Kernel) unsubscribe(b *Mounted) {
	r := b.rare.Load()
	if r == nil || len(r.queues) == 0 {
		return
	}
	subs := k.subsOf(b.inst)
	subs.mu.Lock()
	subs.all = slices.DeleteFunc(subs.all, func(q *queue) bool { return q.b == b })
	subs.mu.Unlock()
	for _, q := range r.queues {
		q.mu.Lock()
		q.pending = nil
		q.mu.Unlock()
	}
}

func (k *Kernel) subsOf(i *inst) *subscriptions {
	if i.tenant != nil {
		return i.tenant.subscriptions()
	}
	return &k.shared
}

func (k *Kernel) publish(ctx context.Context, b *Mounted, topic string, payload any) error {
	// The publisher's own codec: nobody else's code gets to see the payload.
	own := b.inst.spec.Events
	n := slices.IndexFunc(own, func(e EventSpec) bool { return e.Topic == topic })
	if n < 0 {
		known := make([]string, len(own))
		for i := range own {
			known[i] = own[i].Topic
		}
		return &Error{Code: CodeInvalid, Instance: b.inst.name, Path: topic, Expected: "the topic of a struct marked //sig:event, of this package or one that it imports" + nearest(topic, known)}
	}
	ev := &own[n]
	data, match, err := ev.Encode(nil, payload)
	if !match {
		return &Error{Code: CodeInvalid, Instance: b.inst.name, Path: topic, Expected: "a payload of type " + ev.Type}
	}
	if err != nil {
		return wrapCodec(err, "", b.inst.name)
	}
	subs := k.subsOf(b.inst)
	subs.mu.RLock()
	all := slices.Clone(subs.all)
	subs.mu.RUnlock()
	var errs []error
	for _, q := range all {
		if q.spec.Type == ev.Type && matches(q.spec.Topic, topic) {
			if err := q.put(data); err != nil {
				errs = append(errs, err)
			}
		}
	}
	return errors.Join(errs...)
}

func (q *queue) put(data []byte) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.to != nil {
		return q.to.put(data)
	}
	if len(q.pending) >= queueLimit {
		return &Error{Code: CodeBusy, Instance: q.b.inst.name, Path: q.spec.Topic, Expected: "room in the subscription's queue", Retry: drainRetry}
	}
	if q.b.phase.Load() == phaseGone {
		return nil // it left while we looked
	}
	if !q.running {
		if !q.b.addJob() {
			return nil
		}
		q.running = true
		go q.run()
	}
	q.pending = append(q.pending, data)
	return nil
}

func (q *queue) run() {
	defer q.b.rare.Load().jobDone()
	for {
		q.mu.Lock()
		if len(q.pending) == 0 || q.b.phase.Load() == phaseGone {
			q.running, q.pending = false, nil
			q.mu.Unlock()
			return
		}
		data := q.pending[0]
		q.pending = q.pending[1:]
		q.mu.Unlock()
		q.b.job(func() error { return q.spec.Deliver(q.b.body, q.b.ctx(), data) })
	}
}

// matches reports whether a topic falls under a pattern: '*' stands for one
// part, a '>' at the end for one or more.
func matches(pattern, topic string) bool {
	for {
		p, pRest, pMore := strings.Cut(pattern, ".")
		t, tRest, tMore := strings.Cut(topic, ".")
		if p == ">" && !pMore {
			return t != ""
		}
		if p != t && (p != "*" || t == "") {
			return false
		}
		if !pMore || !tMore {
			return pMore == tMore
		}
		pattern, topic = pRest, tRest
	}
}
