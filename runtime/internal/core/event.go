package core

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// What a subscription has when its directive says nothing.
const (
	queueLimit    = 256
	queueAttempts = 5
)

// The wait before a failed delivery is tried again: it doubles from the first to the last.
const (
	firstRedelivery = 20 * time.Millisecond
	lastRedelivery  = 5 * time.Second
)

// An Overflow is what a subscription's queue does when it is full.
type Overflow uint8

// The overflow policies; the zero value refuses.
const (
	OverflowRefuse     Overflow = iota // Publish is ErrBusy: nothing that was accepted is dropped
	OverflowDropOldest                 // the oldest event that waits becomes a dead letter
	OverflowBlock                      // Publish waits, as long as its context allows
)

// A Delivery is how a subscription queues events and tries again.
type Delivery struct {
	Overflow Overflow
	Queue    int // events that wait; 0 for 256
	Attempts int // tries of one event before it is a dead letter; 0 for 5
}

// With is the subscription with another way of delivery.
func (s SubSpec) With(d Delivery) SubSpec {
	s.Delivery = d
	return s
}

// subscriptions are a tenant's, or the shared ones.
type subscriptions struct {
	mu  sync.RWMutex
	all []*queue // guarded by mu
}

// A queue is one subscription of one instance. It has a goroutine only while
// there is something to deliver; deliveries of one subscription never overlap, and keep
// the order in which events came.
type queue struct {
	b    *Mounted
	spec *SubSpec

	delivered, failed, dropped atomic.Int64
	rests                      atomic.Bool // a delivery has failed and waits for its next try

	mu      sync.Mutex
	to      *queue        // guarded by mu; who takes its events, when its instance was replaced
	pending []queued      // guarded by mu
	running bool          // guarded by mu
	held    bool          // guarded by mu; who took the events before still delivers one
	room    chan struct{} // guarded by mu; closed when an event leaves a full queue, nil while nobody waits
}

// A queued event waits for its delivery.
type queued struct {
	topic string
	data  []byte
}

func (k *Kernel) subscribe(b *Mounted) {
	if len(b.inst.spec.Subs) == 0 {
		return // and its tenant needs no list for it
	}
	subs := k.subsOf(b.inst)
	subs.mu.Lock()
	defer subs.mu.Unlock()
	subs.all = append(subs.all, b.listen()...)
}

// listen makes the queues of a body, which takes no event yet.
func (b *Mounted) listen() []*queue {
	b.mu.Lock()
	defer b.mu.Unlock()
	r := b.rarely()
	for n := range b.inst.spec.Subs {
		r.queues = append(r.queues, &queue{b: b, spec: &b.inst.spec.Subs[n]})
	}
	return r.queues
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
		q.end()
	}
}

// end makes dead letters of what waits, since the subscriber goes, and lets go who waits for room.
func (q *queue) end() {
	q.mu.Lock()
	left := q.pending
	q.pending = nil
	q.wakeRoom()
	q.mu.Unlock()
	for _, e := range left {
		q.dead(e, 0, "the subscriber was removed before the event was delivered")
	}
}

// wakeRoom tells who waits for room to look again. q.mu is held.
func (q *queue) wakeRoom() {
	if q.room != nil {
		close(q.room)
		q.room = nil
	}
}

func (k *Kernel) subsOf(i *inst) *subscriptions {
	if i.tenant != nil {
		return i.tenant.subscriptions()
	}
	return &k.shared
}

func (k *Kernel) publish(ctx context.Context, b *Mounted, topic string, payload any) error {
	if k.published != nil {
		k.published(b.inst.name, topic, payload)
		return nil
	}
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
	b.inst.overhear(false, topic, data)
	subs := k.subsOf(b.inst)
	subs.mu.RLock()
	all := slices.Clone(subs.all)
	subs.mu.RUnlock()
	var errs []error
	for _, q := range all {
		if q.spec.Type == ev.Type && matches(q.spec.Topic, topic) {
			if err := q.put(ctx, queued{topic, data}); err != nil && err != errLeft {
				errs = append(errs, err)
			}
		}
	}
	return errors.Join(errs...)
}

func (q *queue) size() int {
	if q.spec.Queue > 0 {
		return q.spec.Queue
	}
	return queueLimit
}

func (q *queue) attempts() int {
	if q.spec.Attempts > 0 {
		return q.spec.Attempts
	}
	return queueAttempts
}

// errLeft is the error of a queue whose subscriber left while we looked. Whoever publishes
// has one subscriber less; whoever hands on an event that was accepted must keep it.
var errLeft = Errf(CodeInstanceGone, "a subscriber that is still there")

// put queues an event, or is errLeft; what happens when the queue is full is the subscription's choice.
func (q *queue) put(ctx context.Context, e queued) error {
	for {
		q.mu.Lock()
		if to := q.to; to != nil {
			q.mu.Unlock()
			return to.put(ctx, e)
		}
		if q.b.phase.Load() == phaseGone {
			q.mu.Unlock()
			return errLeft
		}
		if len(q.pending) < q.size() {
			break
		}
		switch q.spec.Overflow {
		case OverflowDropOldest:
			oldest := q.pending[0]
			q.pending = append(slices.Delete(q.pending, 0, 1), e)
			q.mu.Unlock()
			q.dropped.Add(1)
			q.dead(oldest, 0, "newer events needed its place in the queue")
			return nil
		case OverflowBlock:
			if q.room == nil {
				q.room = make(chan struct{})
			}
			room := q.room
			q.mu.Unlock()
			select {
			case <-room:
				continue
			case <-ctx.Done():
				return q.full(ctx.Err())
			}
		}
		q.mu.Unlock()
		return q.full(nil)
	}
	defer q.mu.Unlock()
	if !q.start() {
		return errLeft
	}
	q.pending = append(q.pending, e)
	return nil
}

// start has what waits delivered; false when the subscriber has ended. q.mu is held.
func (q *queue) start() bool {
	if q.running || q.held {
		return true
	}
	if !q.b.addJob() {
		return false
	}
	q.running = true
	go q.run()
	return true
}

func (q *queue) full(cause error) error {
	return &Error{Code: CodeBusy, Instance: q.b.inst.name, Path: q.spec.Topic, Expected: "room in the subscription's queue of " + strconv.Itoa(q.size()) + " events", Retry: drainRetry, Cause: cause}
}

func (q *queue) run() {
	var e queued
	delivering := false
	defer func() {
		if !delivering {
			q.b.rare.Load().jobDone()
			return
		}
		// The subscriber ended the goroutine, and would do so again.
		q.failed.Add(1)
		q.dead(e, 1, exited(q.b.inst).Error())
		go q.run()
	}()
	defer q.b.inst.work(q.b.ctx(), WorkDelivery)()
	for {
		q.mu.Lock()
		if len(q.pending) == 0 || q.b.phase.Load() == phaseGone {
			q.running = false
			to := q.to
			q.mu.Unlock()
			if to != nil {
				to.release(nil)
			} else if q.b.phase.Load() == phaseGone {
				q.end()
			}
			return
		}
		e = q.pending[0]
		q.pending[0] = queued{}
		q.pending = q.pending[1:]
		q.wakeRoom()
		q.mu.Unlock()
		delivering = true
		to := q.deliver(e)
		delivering = false
		if to != nil {
			q.mu.Lock()
			q.running = false
			q.mu.Unlock()
			to.release(&e)
			return
		}
	}
}

// deliver hands an event to its subscriber until it takes it, or has failed so often that
// the event becomes a dead letter. It gives up when the subscriber ends, and returns who takes the
// event then: the body that replaced it.
func (q *queue) deliver(e queued) (to *queue) {
	wait := firstRedelivery
	for n := 1; ; n++ {
		q.b.inst.overhear(true, e.topic, e.data)
		err := q.try(e.data)
		if err == nil {
			q.delivered.Add(1)
			return nil
		}
		q.failed.Add(1)
		if n >= q.attempts() {
			q.dead(e, n, err.Error())
			return nil
		}
		// Half of it is drawn, so that subscribers that failed together do not come again together.
		t := time.NewTimer(wait/2 + rand.N(wait/2))
		q.rests.Store(true)
		select {
		case <-t.C:
		case <-q.b.ctx().Done():
			t.Stop()
			q.mu.Lock()
			to := q.to
			q.mu.Unlock()
			if to == nil {
				q.dead(e, n, "the subscriber was removed: "+err.Error())
			}
			return to
		}
		q.rests.Store(false)
		wait = min(2*wait, lastRedelivery)
	}
}

// try delivers once. A panic is a failure like others.
func (q *queue) try(data []byte) (err error) {
	defer func() {
		if v := recover(); v != nil {
			q.b.erred()
			err = &Error{Code: CodePanic, Instance: q.b.inst.name, Cause: panicCause(v)}
			stack := stackOf()
			q.b.inst.k.tellPanic(q.b.inst, err, stack)
			q.b.log(q.b.ctx(), LevelError, "panic in a subscriber", Attr{"topic", q.spec.Topic}, Attr{"panic", panicText(v)}, Attr{"stack", stack})
		}
	}()
	if err = q.b.fault(q.b.ctx(), q.spec.Method); err == nil {
		err = q.spec.Deliver(q.b.body, q.b.ctx(), data)
	}
	if err != nil && q.b.ctx().Err() == nil {
		q.b.erred()
		q.b.log(q.b.ctx(), LevelWarn, "a subscriber failed", Attr{"topic", q.spec.Topic}, Attr{"method", q.spec.Method}, Attr{"error", err.Error()})
	}
	return err
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
