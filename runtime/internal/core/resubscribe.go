package core

import "slices"

// This file hands the subscriptions of a body on to the one that replaces it: what waits, and then what
// the old one was delivering and did not take. The new one begins when the old one is done with that, so
// that deliveries of one subscription do not overlap and keep their order.

// resubscribe has b take the events from here on that old took. What it says is to be made dead
// letters once no lock is held. old may be nil. k.mu is held.
func (k *Kernel) resubscribe(old, b *Mounted) (dead []func()) {
	var from []*queue
	if old != nil {
		if r := old.rare.Load(); r != nil {
			from = r.queues
		}
	}
	if len(from) == 0 {
		k.subscribe(b)
		return nil
	}
	subs := k.subsOf(b.inst)
	subs.mu.Lock() // whoever publishes finds either the old queues or the new ones
	defer subs.mu.Unlock()
	subs.all = slices.DeleteFunc(subs.all, func(q *queue) bool { return q.b == old })
	to := b.listen()
	subs.all = append(subs.all, to...)
	for _, q := range from {
		if next := q.successor(to); next != nil {
			if left, why := q.moveTo(next); len(left) > 0 {
				dead = append(dead, func() {
					for _, e := range left {
						q.dead(e, 0, why)
					}
				})
			}
		}
	}
	return dead
}

// successor is who of others hears what q does: with the same method, or else at all.
func (q *queue) successor(others []*queue) (next *queue) {
	for _, x := range others {
		if x.spec.Type == q.spec.Type && x.spec.Topic == q.spec.Topic {
			if x.spec.Method == q.spec.Method {
				return x
			}
			if next == nil {
				next = x
			}
		}
	}
	return next
}

// moveTo hands what waits in q, and what still comes, to another queue, and returns what that has no room for.
func (q *queue) moveTo(to *queue) (left []queued, why string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	all := q.pending
	q.pending, q.to = nil, to
	q.wakeRoom()
	to.held = to.held || q.running || q.held
	if over := len(to.pending) + len(all) - to.size(); over > 0 {
		if to.spec.Overflow == OverflowDropOldest {
			left, all, why = all[:over], all[over:], "newer events needed its place in the queue"
			to.dropped.Add(int64(over))
		} else {
			left, all, why = all[len(all)-over:], all[:len(all)-over], "the subscriber was replaced by one that had no room for it"
		}
	}
	to.pending = append(to.pending, all...)
	if len(to.pending) > 0 && !to.start() {
		left, to.pending, why = to.pending, nil, "the subscriber was removed before the event was delivered"
	}
	return left, why
}

// release lets a queue begin that waited for the one before, which may give back the event that it was delivering.
func (q *queue) release(e *queued) {
	q.mu.Lock()
	q.held = false
	if e != nil {
		q.pending = slices.Insert(q.pending, 0, *e) // it was accepted: it may be one more than there is room for
	}
	if to := q.to; to != nil { // it was replaced in its turn
		q.pending = nil
		q.mu.Unlock()
		to.release(e)
		return
	}
	ended := len(q.pending) > 0 && !q.start()
	q.mu.Unlock()
	if ended {
		q.end()
	}
}
