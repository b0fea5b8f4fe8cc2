package config

import (
	"context"
	"iter"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Admin is what this provider offers beyond sig.ConfigAdmin; what
// sig.Require(k, sig.ConfigAdminContract) returns is one when this provider
// serves. Like sig.ConfigAdmin, it is for host code and scope=admin components, takes absolute dotted paths, and is
// safe for concurrent use. Writes must not be made from inside a listener's
// Prepare or commit: they would wait for themselves.
type Admin interface {
	sig.ConfigAdmin

	// As returns the same configuration, whose writes are recorded as made by
	// who; without it they are recorded as made by "host".
	As(who string) Admin

	// Version is the number of the last change of runtime values, 0 before the
	// first. Every write that changes something takes the next number.
	Version() uint64

	// Watch yields the changes in force at and below prefix, "" for all, from the
	// call of Watch until ctx ends or the provider stops. A consumer that is slower than
	// the writes sees the last value of each path and not those between; it never
	// holds up a write. Range over it once.
	Watch(ctx context.Context, prefix string) iter.Seq[Event]

	// History returns the changes of one path's runtime value, oldest first, as
	// far as they are kept. Secret values show as [secret].
	History(path string) []Change

	// Rollback gives every runtime value what it had right after version, as one
	// new change. A version that is no longer kept is ErrInvalid.
	Rollback(version uint64) error

	// Explain lists the layers that have a value for path, those of "defaults"
	// last. The first is in force; without any, the default in the settings
	// struct is. Secret values show as [secret].
	Explain(path string) []Origin
}

// A Layer is where a value comes from. A higher one hides a lower one.
type Layer uint8

// The layers.
const (
	LayerNone        Layer = iota
	LayerFile              // the YAML file
	LayerEnvironment       // environment variables
	LayerRuntime           // Set, SetMany
)

// String is the layer's name.
func (l Layer) String() string {
	switch l {
	case LayerFile:
		return "file"
	case LayerEnvironment:
		return "environment"
	case LayerRuntime:
		return "runtime"
	}
	return "none"
}

// An Event is one change in force, whichever layer it came through.
type Event struct {
	Path    string
	Value   string // "" when Deleted
	Deleted bool   // no layer has a value any more
}

// A Change is one entry of History. Old and New are the values in force before
// and after, with the layers that they came from; LayerNone says that there was none.
type Change struct {
	Version            uint64
	At                 time.Time
	Who                string
	Path               string
	Old, New           string
	OldLayer, NewLayer Layer
}

// An Origin is one layer's value for a path.
type Origin struct {
	Path   string // the path asked for, or its counterpart below "defaults"
	Layer  Layer
	Value  string
	Source string // "config.yaml:12:9", "SIGEN__DEFAULTS__DB__PLAN", "version 7 by host at 2026-01-02T15:04:05Z"
}
