package core

import "context"

// What package sigtest needs to see of a kernel. The package is internal, so
// nobody else reaches it.

// RunnablesOf lists the names that an instance answers to, as Invoke takes them.
func RunnablesOf(k *Kernel, instance string) []string {
	i := k.exact.get(instance)
	if i == nil {
		return nil
	}
	var names []string
	for _, c := range i.spec.Provides {
		for n := range c.Methods {
			names = append(names, instance+"."+c.Methods[n].Name)
		}
	}
	return names
}

// ScopeOfComponent is the scope of a discovered component, ScopeNone for others.
func ScopeOfComponent(k *Kernel, component string) ScopeKind {
	k.mu.Lock()
	defer k.mu.Unlock()
	if s := k.components[component]; s != nil {
		return s.Scope
	}
	return ScopeNone
}

// WithSteps has f called after each step of an offboarding, on its goroutine.
func WithSteps(f func(step string)) Option { return optionFunc(func(k *Kernel) { k.steps = f }) }

// As gives ctx the identity of an instance, as a call that it made would have.
func As(ctx context.Context, k *Kernel, instance string) (context.Context, bool) {
	i := k.exact.get(instance)
	if i == nil {
		return ctx, false
	}
	b := i.live.Load()
	if b == nil {
		return ctx, false
	}
	return withCaller(ctx, &b.self), true
}

// ScopeOfInstance is the scope that an instance's own handles have.
func ScopeOfInstance(k *Kernel, instance string) (Scope, bool) {
	i := k.exact.get(instance)
	if i == nil {
		return Scope{}, false
	}
	b := i.live.Load()
	if b == nil {
		return Scope{}, false
	}
	return Scope{s: i.mintScope(b)}, true
}

// Routed reports whether host code finds who serves a route for a target and may call
// it: all that a call by name does before its params are decoded.
func Routed(k *Kernel, name, target string) bool {
	var f found
	if k.find(context.Background(), &who{}, name, target, true, &f) != nil {
		return false
	}
	f.b.uncount(&f.b.first)
	return true
}
