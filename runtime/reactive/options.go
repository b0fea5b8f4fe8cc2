package reactive

// Source is what a wired computed or effect names as a dependency: a *Signal or a *Computed of the same domain. The interface
// is closed.
type Source interface{ source() }

// Option configures a domain, signal, computed or effect; one that does not apply is ignored. Options are Sources too, so that
// they can stand among the dependencies of NewComputed and NewEffect, which take nothing else.
type Option interface {
	Source
	option(*options)
}

// options is what Options fill in.
type options struct {
	name      string
	equal     any // func(a, b T) bool
	supersede bool
	onError   func(name string, err error)
	check     bool
	schedule  func(run func())
	deps      []*vertex
}

type optionFunc func(*options)

func (f optionFunc) option(o *options) { f(o) }
func (f optionFunc) source()           {}

// Equal gives the function that says which values of a signal or computed count as the same, instead of == with NaN equal to
// itself. It runs under no lock; a panic counts as "not the same". T must be the cell's type.
func Equal[T any](eq func(a, b T) bool) Option {
	return optionFunc(func(o *options) { o.equal = eq })
}

// Supersede has a newer change end the context of an effect's run under way.
func Supersede() Option { return optionFunc(func(o *options) { o.supersede = true }) }

// OnError has f hear of each effect of a domain that fails, on the goroutine that ran the effect.
func OnError(f func(name string, err error)) Option {
	return optionFunc(func(o *options) { o.onError = f })
}

// Name is what errors call the thing.
func Name(name string) Option { return optionFunc(func(o *options) { o.name = name }) }

// Schedule has a domain run its effects by run, called on another goroutine soon, instead of on a goroutine of its own.
func Schedule(f func(run func())) Option { return optionFunc(func(o *options) { o.schedule = f }) }

// WithWiringCheck makes a body that reads a cell of its domain which it does not list fail with *WiringError. It costs a look at
// the stack for each read while a body runs and is meant for tests.
func WithWiringCheck() Option { return optionFunc(func(o *options) { o.check = true }) }

func gather(opts []Option) (o options) {
	for _, opt := range opts {
		opt.option(&o)
	}
	return o
}

// sort divides what NewComputed and NewEffect are given into sources and options. It panics on a source of another domain, since
// a change of it would go unnoticed.
func (d *Domain) sort(deps []Source) (o options) {
	for _, dep := range deps {
		switch dep := dep.(type) {
		case Option:
			dep.option(&o)
		case interface{ at(*Domain) *vertex }:
			o.deps = append(o.deps, dep.at(d))
		}
	}
	return o
}
