package backend

import "context"

// A Mortal is the context of a call whose owner can end before the caller gives
// up. Its Err tells of both, its Done of the caller alone.
type Mortal interface {
	context.Context
	// Life is done when the owner has ended.
	Life() context.Context
}

// WithLife returns a context that is done with ctx and with the life of its
// owner. cancel must be called.
func WithLife(ctx context.Context) (joined context.Context, cancel func()) {
	joined, stop := context.WithCancel(ctx)
	m, ok := ctx.(Mortal)
	if !ok {
		return joined, stop
	}
	unhook := context.AfterFunc(m.Life(), stop)
	return joined, func() { unhook(); stop() }
}
