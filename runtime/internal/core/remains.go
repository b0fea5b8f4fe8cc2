package core

import "strconv"

// Remains lists what the kernel still has of instances that are gone, for tests
// of leaks; after Shutdown it must be empty.
func (k *Kernel) Remains() []string {
	var left []string
	add := func(what, name string) { left = append(left, what+" "+name) }
	k.configs.mu.Lock()
	for b := range k.configs.mounting {
		if b.phase.Load() == phaseGone {
			add("settings reader", rootOf(b.inst)+" of "+b.inst.name)
		}
	}
	k.configs.mu.Unlock()
	k.mu.Lock()
	defer k.mu.Unlock()
	closed := k.phase == kernelClosed
	k.exact.each(func(i *inst) {
		if b := i.live.Load(); b != nil && (closed || b.phase.Load() == phaseGone) {
			add("instance", i.name)
		}
	})
	k.routes.Range(func(name, r any) bool {
		r.(*route).each(func(i *inst) {
			if State(i.status.Load()) == StateRemoved || closed {
				add("route", name.(string)+" of "+i.name)
			}
		})
		return true
	})
	for n, m := range k.waiters {
		for i := range m {
			if State(i.status.Load()) == StateRemoved {
				add("waiter", i.name+" for "+n.name)
			}
		}
	}
	if closed && len(k.providers) > 0 {
		add("providers", strconv.Itoa(len(k.providers)))
	}
	if n := len(k.shared.all); closed && n > 0 {
		add("subscriptions", strconv.Itoa(n))
	}
	return left
}
