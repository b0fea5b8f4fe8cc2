package core

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"sync"
	"time"
)

// A DeadLetter is an event that a subscriber did not take: it failed too often, it was
// removed, or newer events needed the place. It is for host code, which may show it to the
// tenant that it belongs to and to nobody else.
type DeadLetter struct {
	ID         uint64 // of the kernel, never used again
	At         time.Time
	Tenant     string // "" for shared components
	Subscriber string // the instance
	Method     string
	Topic      string
	Payload    []byte // JSON
	Attempts   int
	Reason     string

	event string // its type
}

const (
	letterCount = 256     // of one tenant
	letterBytes = 1 << 20 // of one tenant
)

// letters are the dead letters of one tenant. When there are too many, the oldest
// goes; it is counted.
type letters struct {
	mu    sync.Mutex
	all   []DeadLetter // guarded by mu; the oldest first
	bytes int          // guarded by mu
	lost  int64        // guarded by mu
}

func (d *DeadLetter) size() int { return len(d.Payload) + len(d.Reason) + 256 }

func (l *letters) add(d DeadLetter) (lost bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n, _ := slices.BinarySearchFunc(l.all, d.ID, func(x DeadLetter, id uint64) int { return cmp.Compare(x.ID, id) })
	l.all = slices.Insert(l.all, n, d) // one that comes back has its old place
	l.bytes += d.size()
	for len(l.all) > letterCount || l.bytes > letterBytes && len(l.all) > 1 {
		l.bytes -= l.all[0].size()
		l.all = slices.Delete(l.all, 0, 1)
		l.lost++
		lost = true
	}
	return lost
}

// take removes a letter and returns it.
func (l *letters) take(id uint64) (DeadLetter, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := slices.IndexFunc(l.all, func(d DeadLetter) bool { return d.ID == id })
	if n < 0 {
		return DeadLetter{}, false
	}
	d := l.all[n]
	l.all = slices.Delete(l.all, n, n+1)
	l.bytes -= d.size()
	return d, true
}

const reasonLength = 1 << 10

// dead keeps an event that was not taken.
func (q *queue) dead(e queued, attempts int, reason string) {
	i := q.b.inst
	k := i.k
	d := DeadLetter{ID: k.lastLetter.Add(1), At: k.clock.Now(), Tenant: i.target(), Subscriber: i.name, Method: q.spec.Method, Topic: e.topic, Payload: e.data, Attempts: attempts, Reason: reason[:min(len(reason), reasonLength)], event: q.spec.Type}
	k.tell(KernelEvent{Kind: EventDeadLetter, Component: i.spec.Component, Instance: i.name, Tenant: d.Tenant, Topic: e.topic, Method: d.Method, Attempts: attempts})
	lost := k.flowOf(i.tenant).letters.add(d)
	q.b.log(q.b.ctx(), LevelError, "an event became a dead letter", Attr{"topic", e.topic}, Attr{"method", q.spec.Method}, Attr{"letter", strconv.FormatUint(d.ID, 10)}, Attr{"reason", d.Reason})
	if lost {
		q.b.log(q.b.ctx(), LevelError, "the oldest dead letter was dropped: there are too many", Attr{"limit", strconv.Itoa(letterCount)})
	}
}

// DeadLetters lists the dead letters of a target, "" for shared components, the oldest
// first. They are in the memory of this process, at most 256 and 1 MiB of a tenant, of
// which the oldest go first, and go with the tenant's last instance. It is for host code;
// an admin component gets at them through a runnable of the host's.
func (k *Kernel) DeadLetters(target string) []DeadLetter {
	l := k.lettersOf(target)
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	out := slices.Clone(l.all)
	for n := range out {
		out[n].Payload = slices.Clone(out[n].Payload)
	}
	return out
}

func (k *Kernel) lettersOf(target string) *letters {
	if target == "" {
		return &k.hostFlow.letters
	}
	t := k.tenantOf(target)
	if t == nil {
		return nil
	}
	return &t.flow().letters
}

// ReplayDeadLetter hands a dead letter of a target to its subscriber again, whose
// instance may have been replaced since, and takes it off the list once it is queued. It
// is ErrNotFound when that target has no such letter, or nobody of that name subscribes
// with that method any more; ErrBusy when the queue is full.
func (k *Kernel) ReplayDeadLetter(ctx context.Context, target string, id uint64) error {
	missing := &Error{Code: CodeNotFound, Path: "letter " + strconv.FormatUint(id, 10), Expected: "a dead letter of this target"}
	l := k.lettersOf(target)
	if l == nil {
		return missing
	}
	d, ok := l.take(id)
	if !ok {
		return missing
	}
	err := k.redeliver(ctx, &d)
	if err != nil {
		l.add(d)
	}
	return err
}

func (k *Kernel) redeliver(ctx context.Context, d *DeadLetter) error {
	gone := &Error{Code: CodeNotFound, Instance: d.Subscriber, Expected: "an active instance that subscribes with " + d.Method}
	i := k.exact.get(d.Subscriber)
	if i == nil || i.target() != d.Tenant {
		return gone
	}
	b := i.live.Load()
	if b == nil {
		return gone
	}
	r := b.rare.Load()
	if r == nil {
		return gone
	}
	for _, q := range r.queues {
		if q.spec.Method == d.Method && q.spec.Type == d.event && matches(q.spec.Topic, d.Topic) {
			if err := q.put(ctx, queued{d.Topic, d.Payload}); err != errLeft {
				return err
			}
		}
	}
	return gone
}

// DiscardDeadLetter takes a dead letter of a target off the list for good; ErrNotFound when there is none.
func (k *Kernel) DiscardDeadLetter(target string, id uint64) error {
	if l := k.lettersOf(target); l != nil {
		if _, ok := l.take(id); ok {
			return nil
		}
	}
	return &Error{Code: CodeNotFound, Path: "letter " + strconv.FormatUint(id, 10), Expected: "a dead letter of this target"}
}

// EventCounts say what became of the events of an instance's subscriptions.
type EventCounts struct {
	Waiting   int   `json:"waiting"`   // in queues now
	Delivered int64 `json:"delivered"` // taken by their subscriber
	Failed    int64 `json:"failed"`    // deliveries that failed, each try counted
	Dropped   int64 `json:"dropped"`   // by overflow=drop-oldest
}

// eventCounts adds an instance's subscriptions up.
func (b *Mounted) eventCounts() (c EventCounts) {
	r := b.rare.Load()
	if r == nil {
		return c
	}
	for _, q := range r.queues {
		q.mu.Lock()
		c.Waiting += len(q.pending)
		q.mu.Unlock()
		c.Delivered += q.delivered.Load()
		c.Failed += q.failed.Load()
		c.Dropped += q.dropped.Load()
	}
	return c
}
