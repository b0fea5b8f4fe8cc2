package w

import (
	"context"
)

// Worker works.
type Worker interface {
	Work(ctx context.Context, v string) (string, error)
}

type impl struct{}

var last string

func (impl) Work(ctx context.Context, v string) (string, error) {
	old := last
	last = v // want SIG701
	return old, nil
}

// New makes.
func New() Worker { return impl{} }
