package demo

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sigen-dev/sigen/examples/multitenant/hostile"
	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
)

// A hammer has callers on every core, each calling every tenant in turn, from
// start to finish.
type hammer struct {
	databases tenantdb.APIHostClient
	own       map[string]tenantdb.ImportParams // the rows of each tenant that may be called
	targets   atomic.Pointer[[]string]
	leaving   atomic.Pointer[string] // the tenant whose removal has begun
	stop      chan struct{}
	wg        sync.WaitGroup
	callers   []*caller
}

// A caller is one goroutine with clients of its own.
type caller struct {
	h       *hammer
	clients map[string]tenantdb.APIClient
	tallies map[string]*Calls
	rounds  atomic.Int64 // completed
}

// callersNow is how many callers there are: one a core, and never a lone one.
func callersNow() int { return max(2, runtime.GOMAXPROCS(0)) }

func startHammer(ctx context.Context, databases tenantdb.APIHostClient, targets ...string) *hammer {
	h := &hammer{databases: databases, own: map[string]tenantdb.ImportParams{}, stop: make(chan struct{})}
	for _, t := range []string{acme, globex, initech, hooli} {
		h.own[t] = seeds(t)
	}
	h.targets.Store(&targets)
	for range callersNow() {
		c := &caller{h: h, clients: map[string]tenantdb.APIClient{}, tallies: map[string]*Calls{}}
		h.callers = append(h.callers, c)
		h.wg.Go(func() { c.run(ctx) })
	}
	return h
}

// add has callers call one more tenant from their next round on.
func (h *hammer) add(target string) {
	targets := append(slices.Clone(*h.targets.Load()), target)
	h.targets.Store(&targets)
}

// rounds waits until every caller has called every tenant from now on, and for at least d.
func (h *hammer) rounds(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for _, c := range h.callers {
		for from := c.rounds.Load(); c.rounds.Load() < from+2; { // the round under way began before
			select {
			case <-tick.C:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return nil
}

// finish stops the callers and adds up what they saw, in the order in which tenants joined.
// Finishing again gives nothing more.
func (h *hammer) finish() []Calls {
	select {
	case <-h.stop:
		return nil
	default:
		close(h.stop)
	}
	h.wg.Wait()
	var all []Calls
	for _, target := range *h.targets.Load() {
		sum := Calls{Tenant: target}
		for _, c := range h.callers {
			if t := c.tallies[target]; t != nil {
				sum.add(t)
			}
		}
		all = append(all, sum)
	}
	return all
}

func (c *Calls) add(o *Calls) {
	c.Calls += o.Calls
	c.Failed += o.Failed
	c.Refused += o.Refused
	if c.FirstFailure == "" {
		c.FirstFailure = o.FirstFailure
	}
	if c.FirstRefusal == "" {
		c.FirstRefusal = o.FirstRefusal
	}
}

func (c *caller) run(ctx context.Context) {
	for n := 0; ; n++ {
		for _, target := range *c.h.targets.Load() {
			select {
			case <-c.h.stop:
				return
			default:
				c.call(ctx, target, n)
			}
		}
		c.rounds.Add(1)
	}
}

// call makes one call and holds the answer against the tenant's own rows.
func (c *caller) call(ctx context.Context, target string, n int) {
	t := c.tallies[target]
	if t == nil {
		t = &Calls{Tenant: target}
		c.tallies[target] = t
		c.clients[target] = c.h.databases.Target(target)
	}
	t.Calls++
	err := check(ctx, c.clients[target], target, c.h.own[target], n)
	switch leaving := c.h.leaving.Load(); {
	case err == nil:
	case leaving != nil && *leaving == target && gone(err):
		t.Refused++
		if t.FirstRefusal == "" {
			t.FirstRefusal = hostile.ErrorName(err)
		}
	default:
		t.Failed++
		if t.FirstFailure == "" {
			t.FirstFailure = err.Error()
		}
	}
}

// gone reports whether an error is one of those that a removal gives.
func gone(err error) bool {
	return errors.Is(err, sig.ErrInstanceGone) || errors.Is(err, sig.ErrDraining) || errors.Is(err, sig.ErrNotFound)
}

// check asks for customers, or now and then for the status, and compares with the
// tenant's own rows.
func check(ctx context.Context, client tenantdb.APIClient, target string, own tenantdb.ImportParams, n int) error {
	if n%8 == 7 {
		s, err := client.Status(ctx)
		if err == nil && total(s.Tables) < own.Len() {
			err = fmt.Errorf("%s has %d rows, which is less than it began with", target, total(s.Tables))
		}
		return err
	}
	got, err := client.Query(ctx, tenantdb.QueryParams{Table: "customers", Limit: len(own.Customers)})
	if err != nil {
		return err
	}
	if len(got.Rows) != len(own.Customers) {
		return fmt.Errorf("%s answered %d customers instead of %d", target, len(got.Rows), len(own.Customers))
	}
	for i, row := range got.Rows {
		if !slices.Equal(row, own.Customers[i].Values()) {
			return fmt.Errorf("%s answered a row that is not its own: %v", target, row)
		}
	}
	return nil
}
