package core

import "slices"

// Status is what the kernel has, at one moment, ordered by name.
type Status struct{ Instances []InstanceStatus }

// InstanceStatus is one instance. Calls counts those that were let in since it
// mounted, Errors those that failed, and jobs that failed.
type InstanceStatus struct {
	Name, Component, Target string
	State                   State
	Calls, Errors           int64
}

// Status lists every instance. It copies; it takes time linear in their number.
func (k *Kernel) Status() Status {
	var s Status
	k.exact.each(func(i *inst) {
		st := InstanceStatus{Name: i.name, Component: i.spec.Component, Target: i.target(), State: State(i.status.Load())}
		if b := i.live.Load(); b != nil {
			_, st.Calls = b.count()
			st.Errors = b.errors.Load()
		}
		s.Instances = append(s.Instances, st)
	})
	slices.SortFunc(s.Instances, func(a, b InstanceStatus) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return s
}

// Components lists the names of discovered components, in the order of discovery.
// They stay when their last instance goes.
func (k *Kernel) Components() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.order)
}
