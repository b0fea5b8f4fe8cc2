// Package realuuidorders: orders get UUIDs, and external ids derived ones.
//
// Verdict: proved.
package realuuidorders

import (
	"context"
	"fmt"
	"sync"

	"github.com/google/uuid"

	sig "github.com/sigen-dev/sigen/runtime"
)

var namespace = uuid.MustParse("6ba7b810-9dad-11d1-80b4-00c04fd430c8")

// Order is an order.
type Order struct {
	ID       string `json:"id" sig:"optional"`
	External string `json:"external" sig:"optional"`
	Cents    int    `json:"cents" sig:"min=1"`
}

// Orders keeps orders.
//
//sig:component name=real-uuid-orders scope=tenant
type Orders struct {
	sig.Instance

	mu     sync.RWMutex
	orders map[uuid.UUID]Order
}

func identify(o Order) (uuid.UUID, error) {
	switch {
	case o.ID != "":
		id, err := uuid.Parse(o.ID)
		if err != nil {
			return uuid.Nil, fmt.Errorf("id: %w: %w", sig.ErrInvalid, err)
		}
		return id, nil
	case o.External != "":
		return uuid.NewSHA1(namespace, []byte(o.External)), nil
	}
	return uuid.NewRandom()
}

// Place places an order.
//
//sig:runnable desc="Place an order"
func (s *Orders) Place(ctx context.Context, o Order) (Order, error) {
	id, err := identify(o)
	if err != nil {
		return Order{}, err
	}
	o.ID = id.String()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.orders == nil {
		s.orders = make(map[uuid.UUID]Order)
	}
	if old, ok := s.orders[id]; ok && old.Cents != o.Cents {
		return Order{}, fmt.Errorf("order %s: %w", id, sig.ErrInvalid)
	}
	s.orders[id] = o
	return o, nil
}

// Find finds an order.
//
//sig:runnable desc="Find an order"
func (s *Orders) Find(ctx context.Context, o Order) (Order, error) {
	id, err := identify(o)
	if err != nil {
		return Order{}, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	got, ok := s.orders[id]
	if !ok {
		return Order{}, sig.ErrNotFound
	}
	return got, nil
}
