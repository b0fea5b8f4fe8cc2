package core

import (
	"context"
	"slices"
)

// Status is what the kernel has, at one moment, ordered by name.
type Status struct {
	Instances  []InstanceStatus  `json:"instances"`
	Components []ComponentStatus `json:"components"`
}

// InstanceStatus is one instance. Calls counts those that ran since it mounted, Errors those
// that failed, and jobs that failed, and Refused those that a limit, a deadline, a key or a full process
// turned away before they ran.
type InstanceStatus struct {
	Name      string      `json:"name"`
	Component string      `json:"component"`
	Target    string      `json:"target,omitempty"`
	State     State       `json:"state"`
	Calls     int64       `json:"calls"`
	Errors    int64       `json:"errors"`
	Refused   int64       `json:"refused"`
	InFlight  int64       `json:"in_flight"`
	Users     int         `json:"users"` // active instances that require this one, or use it where they need not
	Events    EventCounts `json:"events"`
	Latency   Latency     `json:"latency"` // since it mounted
}

// ComponentStatus is all instances of one component together. Its latency is since the kernel was
// made, of instances that went too.
type ComponentStatus struct {
	Name      string    `json:"name"`
	Instances int       `json:"instances"`
	Latency   Quantiles `json:"latency"`
}

// Status lists every instance. It copies; it takes time linear in their number.
func (k *Kernel) Status() Status {
	var s Status
	users := map[*inst]int{}
	count := map[*component]int{}
	k.mu.Lock()
	k.exact.each(func(i *inst) {
		for _, d := range i.aside().deps {
			users[d]++
		}
	})
	k.mu.Unlock()
	k.exact.each(func(i *inst) {
		st := InstanceStatus{Name: i.name, Component: i.spec.Component, Target: i.target(), State: State(i.status.Load())}
		st.Users = users[i]
		count[i.component]++
		if b := i.live.Load(); b != nil {
			st.InFlight, st.Calls = b.count()
			if r := b.rare.Load(); r != nil {
				st.Latency, st.Refused = r.took.latency(), r.refused.Load()
			}
			st.Errors = b.failures()
			st.Events = b.eventCounts()
		}
		s.Instances = append(s.Instances, st)
	})
	slices.SortFunc(s.Instances, func(a, b InstanceStatus) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, name := range slices.Sorted(slices.Values(k.order)) {
		c := k.kinds[k.components[name]]
		s.Components = append(s.Components, ComponentStatus{Name: name, Instances: count[c], Latency: c.took.Load().quantiles()})
	}
	return s
}

// Components lists the names of discovered components, in the order of discovery.
// They stay when their last instance goes.
func (k *Kernel) Components() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.order)
}

// A Finding is what a health hook complained of.
type Finding struct {
	Instance, Component, Target string
	Err                         error
}

// Health asks every active instance that has a health hook, and returns those
// that complained, ordered by name. A hook that panics is a complaint.
func (k *Kernel) Health(ctx context.Context) []Finding {
	var out []Finding
	k.exact.each(func(i *inst) {
		b := i.live.Load()
		if b == nil || i.spec.Health == nil || !b.hold() {
			return
		}
		defer b.leave(&b.first)
		if err := guard(i, func() error {
			defer i.work(ctx, WorkHealth)()
			return i.spec.Health(b.body, withDeadlineOf(b.ctx(), ctx))
		}); err != nil {
			out = append(out, Finding{Instance: i.name, Component: i.spec.Component, Target: i.target(), Err: err})
		}
	})
	slices.SortFunc(out, func(a, b Finding) int {
		if a.Instance < b.Instance {
			return -1
		}
		return 1
	})
	return out
}
