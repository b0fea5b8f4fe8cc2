// Package w helps.
package w

// T is.
type T struct{ f []func(string) }

// Opt is.
type Opt interface{ apply(*T) }
type fn func(string)

func (f fn) apply(t *T) { t.f = append(t.f, f) }

// With is.
func With(f func(string)) Opt { return fn(f) }

// Use uses.
func (t *T) Use(os ...Opt) {
	for _, o := range os {
		o.apply(t)
	}
}

// Run runs.
func (t *T) Run(s string) {
	for _, f := range t.f {
		f(s) // want SIG706
	}
}
