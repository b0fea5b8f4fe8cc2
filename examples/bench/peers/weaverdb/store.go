// Package weaverdb is the DB of the peers as a Service Weaver component. weaver_gen.go is written by `weaver generate`,
// which has to be made a tool of the module first: go get -tool github.com/ServiceWeaver/weaver/cmd/weaver@v0.24.6. A remark that
// its authors left to themselves is taken out of it.
package weaverdb

import (
	"context"

	"github.com/ServiceWeaver/weaver"
)

//go:generate go run github.com/ServiceWeaver/weaver/cmd/weaver generate .
//go:generate sed -i "/[/][/] T.DO(/,+1d" weaver_gen.go

// The second line takes out remarks that Weaver's generator makes to its own authors.

// Result is what Query returns.
type Result struct {
	weaver.AutoMarshal
	Table string
	Rows  int
}

// Store is the component's interface.
type Store interface {
	Query(ctx context.Context, table string, limit int) (Result, error)
}

type store struct {
	weaver.Implements[Store]
}

func (s *store) Query(_ context.Context, table string, limit int) (Result, error) {
	return Result{Table: table, Rows: limit}, nil
}

type app struct {
	weaver.Implements[weaver.Main]
	store weaver.Ref[Store]
}

// Start deploys the component into this process, where its callers are linked with it, and returns it as they get it. It runs until
// the process ends.
func Start(ctx context.Context) (Store, error) {
	type deployed struct {
		store Store
		err   error
	}
	up := make(chan deployed, 1)
	go func() {
		err := weaver.Run(ctx, func(ctx context.Context, a *app) error {
			up <- deployed{store: a.store.Get()}
			<-ctx.Done()
			return nil
		})
		up <- deployed{err: err}
	}()
	d := <-up
	return d.store, d.err
}
