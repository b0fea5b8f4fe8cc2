// Package realstatemachinehooks: a state machine with hooks per transition.
//
// Verdict: leak.
// Why: The machine is one package variable; a hook that one tenant's instance adds runs in the
// transitions of all and stores them with its handle.
package realstatemachinehooks

import (
	"context"
	"fmt"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type status string

const (
	pending  status = "pending"
	approved status = "approved"
	shipped  status = "shipped"
)

type transition struct{ from, to status }

// machine knows what may follow what, and what happens then.
type machine struct {
	mu      sync.RWMutex
	allowed map[transition]bool
	hooks   map[transition][]func(ctx context.Context, id string) error
}

func newMachine(ts ...transition) *machine {
	m := &machine{
		allowed: make(map[transition]bool),
		hooks:   make(map[transition][]func(context.Context, string) error),
	}
	for _, t := range ts {
		m.allowed[t] = true
	}
	return m
}

// on adds a hook.
func (m *machine) on(t transition, f func(ctx context.Context, id string) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.hooks[t] = append(m.hooks[t], f) // want leak
}

func (m *machine) step(ctx context.Context, id string, t transition) error {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if !m.allowed[t] {
		return fmt.Errorf("%s to %s: %w", t.from, t.to, sig.ErrInvalid)
	}
	for _, f := range m.hooks[t] {
		if err := f(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

var orders = newMachine(transition{pending, approved}, transition{approved, shipped})

// Move moves an order.
type Move struct {
	ID   string `json:"id"`
	From string `json:"from" sig:"enum=pending|approved"`
	To   string `json:"to" sig:"enum=approved|shipped"`
}

// Fulfilment moves orders through their states.
//
//sig:component name=real-state-machine-hooks scope=tenant
type Fulfilment struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

//sig:activate
func (f *Fulfilment) activate(ctx context.Context) error {
	orders.on(transition{approved, shipped}, f.archive)
	return nil
}

func (f *Fulfilment) archive(ctx context.Context, id string) error {
	return f.Store.Put(ctx, "shipped-"+id, []byte(shipped))
}

// Step moves an order.
//
//sig:runnable desc="Move an order"
func (f *Fulfilment) Step(ctx context.Context, m Move) error {
	return orders.step(ctx, m.ID, transition{status(m.From), status(m.To)})
}
