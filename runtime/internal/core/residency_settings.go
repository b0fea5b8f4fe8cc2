package core

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// This file lets configuration choose the residency of instances, and the properties of an instance that
// of itself. What settings say is kept by choice (choices of the program are too), so that
// what an instance is to be is found without a provider's code being called under a lock.

const (
	residencyKey    = "sig.residency"
	residenciesKey  = "sig.residencies."
	residencyWanted = "resident, lazy or pinned"
)

// parseResidency reads a residency as String prints it.
func parseResidency(text string) (Residency, bool) {
	n := slices.Index(residencyText[:], text)
	return Residency(max(n, 0)), n >= 0
}

// choiceBy is whom a setting chooses for; false for settings that choose no residency.
func choiceBy(root, key string) (c choice, ok bool) {
	var one bool
	if c.target, one = strings.CutPrefix(root, "tenants."); !one {
		c.target = ""
	}
	if !one && root != "defaults" {
		return c, false
	}
	if key == residencyKey {
		return c, true
	}
	c.component, ok = strings.CutPrefix(key, residenciesKey)
	return c, ok && !strings.Contains(c.component, ".")
}

// checkResidency refuses a setting that chooses no residency, or for no component of tenants.
func (k *Kernel) checkResidency(c ConfigChange, root, key string) error {
	by, ok := choiceBy(root, key)
	if c.Deleted || !ok {
		return nil // checkPolicy has refused what is no setting at all
	}
	expected := ""
	if _, ok := parseResidency(c.Value); !ok {
		expected = residencyWanted
	} else if by.component != "" {
		k.mu.Lock()
		switch s := k.components[by.component]; {
		case s == nil:
			expected = "a component that is discovered" + nearest(by.component, k.order)
		case s.Scope != ScopeTenant:
			expected = "a component with scope=tenant; " + by.component + " has scope=" + s.Scope.String() + ", and is always resident"
		}
		k.mu.Unlock()
	}
	if expected == "" {
		return nil
	}
	return &Error{Code: CodeInvalid, Path: c.Path, Expected: expected}
}

// choose puts changes of settings in force. Whom they bring up comes up on a goroutine of the kernel's own: whoever
// writes settings holds up those who read them.
func (k *Kernel) choose(changes []ConfigChange) {
	var by []choice
	k.mu.Lock()
	for _, c := range changes {
		ch, ok := choiceBy(splitRoot(c.Path))
		if !ok {
			continue
		}
		by = append(by, ch)
		r, ok := parseResidency(c.Value)
		k.said(ch, r, ok && !c.Deleted)
	}
	k.virtual.version++
	k.mu.Unlock()
	var up []*inst
	for _, c := range by {
		up = append(up, k.reapply(c)...)
	}
	k.bringUpLater(up)
}

// said notes what settings say for a choice, or that they say nothing. k.mu is held.
func (k *Kernel) said(c choice, r Residency, any bool) {
	if !any {
		delete(k.virtual.said, c)
		return
	}
	if k.virtual.said == nil {
		k.virtual.said = map[choice]Residency{}
	}
	k.virtual.said[c] = r
}

// heed looks up what settings say for an instance, and has it be that.
func (k *Kernel) heed(i *inst) {
	view := k.configs.current()
	if view == nil || i.tenant == nil {
		return
	}
	paths := [...]struct {
		choice
		path string
	}{
		{choice{}, "defaults." + residencyKey},
		{choice{component: i.spec.Component}, "defaults." + residenciesKey + i.spec.Component},
		{choice{target: i.target()}, "tenants." + i.target() + "." + residencyKey},
		{choice{i.spec.Component, i.target()}, "tenants." + i.target() + "." + residenciesKey + i.spec.Component},
	}
	for {
		k.mu.Lock()
		version := k.virtual.version
		k.mu.Unlock()
		var texts [len(paths)]string
		for n, p := range paths {
			texts[n], _ = view.Lookup(p.path)
		}
		var bad []string
		k.mu.Lock()
		if k.virtual.version != version {
			k.mu.Unlock()
			continue // the settings changed while they were read
		}
		for n, p := range paths {
			r, ok := parseResidency(texts[n])
			k.said(p.choice, r, ok)
			if !ok && texts[n] != "" && !k.virtual.complained[p.path] {
				if k.virtual.complained == nil {
					k.virtual.complained = map[string]bool{}
				}
				k.virtual.complained[p.path] = true
				bad = append(bad, p.path)
			}
		}
		k.reside(i)
		k.mu.Unlock()
		for _, path := range bad {
			k.logger().Log(context.Background(), LevelError, "a residency in the settings does not fit and is not in force", Attr{"path", path}, Attr{"expected", residencyWanted})
		}
		return
	}
}

// heedAll is heed for all that there is, when a provider of configuration comes. Before Boot has
// looked itself it does nothing.
func (k *Kernel) heedAll() {
	k.mu.Lock()
	heeding := k.virtual.heeding
	k.mu.Unlock()
	if !heeding {
		return
	}
	var up []*inst
	k.exact.each(func(i *inst) {
		was := i.virtual()
		k.heed(i)
		k.mu.Lock()
		defer k.mu.Unlock()
		if k.shifted(i, was) {
			up = append(up, i)
		}
	})
	k.bringUpLater(up)
}

// reapply has the instances that a choice is for be what they are to be, and returns who has to come up for that.
func (k *Kernel) reapply(c choice) (up []*inst) {
	apply := func(i *inst) {
		if c.component != "" && i.spec.Component != c.component {
			return
		}
		k.mu.Lock()
		defer k.mu.Unlock()
		was := i.virtual()
		k.reside(i)
		if k.shifted(i, was) {
			up = append(up, i)
		}
	}
	if c.target != "" {
		for _, i := range k.instancesOf(c.target) {
			apply(i)
		}
	} else {
		k.exact.each(apply)
	}
	return up
}

// shifted gives an instance its seat among those that calls bring up, or takes it, when it has become one or is
// one no longer; then it has to come up. k.mu is held.
func (k *Kernel) shifted(i *inst, was bool) (up bool) {
	switch {
	case k.phase != kernelOpen || was == i.virtual():
		return false
	case was:
		k.virtual.leave(i.live.Load())
		return true
	default:
		k.virtual.arrive(i.live.Load())
		return false
	}
}

// bringUpLater activates on a goroutine that Shutdown waits for.
func (k *Kernel) bringUpLater(queue []*inst) {
	if len(queue) == 0 {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.phase != kernelOpen {
		return
	}
	k.comes()
	go func() {
		defer k.came()
		for _, i := range queue {
			if k.closed() {
				return
			}
			ctx, cancel := context.WithTimeout(context.Background(), k.virtual.policy.Timeout)
			k.activate(ctx, []*inst{i}) // a failure is logged and told as any
			cancel()
		}
	}()
}

// residencyProp takes the residency out of the properties of an instance; 0 for none, otherwise one more than it.
func residencyProp(p Props) (rest Props, chosen uint8, err error) {
	v, ok := p[residencyKey]
	if !ok {
		return p, 0, nil
	}
	text, _ := v.(string)
	r, ok := parseResidency(text)
	if !ok {
		return nil, 0, &Error{Code: CodeInvalid, Path: residencyKey, Expected: residencyWanted}
	}
	rest = make(Props, len(p)-1)
	for key, v := range p {
		if key != residencyKey {
			rest[key] = v
		}
	}
	return rest, uint8(r) + 1, nil
}

// maySay refuses a residency in the properties of a component whose instances are always resident.
func (s *FactorySpec) maySay(instance string, chosen uint8) error {
	expected := ""
	switch {
	case chosen == 0:
		return nil
	case s.Scope != ScopeTenant:
		expected = "none, since " + s.Component + " has scope=" + s.Scope.String() + " and is always resident"
	case len(s.Subs) > 0 && chosen != uint8(Resident)+1:
		expected = strconv.Quote(Resident.String()) + ", since " + s.Component + " subscribes to events and nobody calls it first"
	default:
		return nil
	}
	return &Error{Code: CodeInvalid, Instance: instance, Path: residencyKey, Expected: expected}
}
