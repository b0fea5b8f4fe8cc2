// Package ordermachine: orders move by a table of transitions
package ordermachine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type state int

const (
	draft state = iota
	placed
	paid
	shipped
	cancelled
)

var stateNames = [...]string{"draft", "placed", "paid", "shipped", "cancelled"}

func (s state) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return "state(" + strconv.Itoa(int(s)) + ")"
}

func (s state) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func (s *state) UnmarshalText(b []byte) error {
	i := slices.Index(stateNames[:], string(b))
	if i < 0 {
		return fmt.Errorf("unknown state %q", b)
	}
	*s = state(i)
	return nil
}

type step struct {
	from  state
	event string
}

var steps = map[step]state{
	{draft, "place"}:   placed,
	{placed, "pay"}:    paid,
	{paid, "ship"}:     shipped,
	{placed, "cancel"}: cancelled,
	{draft, "cancel"}:  cancelled,
}

type transitionError struct {
	From  state
	Event string
}

func (e transitionError) Error() string { return fmt.Sprintf("cannot %s what is %v", e.Event, e.From) }
func (e transitionError) Is(target error) bool {
	t, ok := target.(transitionError)
	return ok && (t.Event == "" || t.Event == e.Event)
}

// C is the component.
//
//sig:component name=order-machine scope=tenant
type C struct {
	sig.Instance
	mu     sync.Mutex
	orders map[string]state
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.orders = make(map[string]state)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Fire(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	to, ok := steps[step{c.orders[p.K], p.V}]
	if !ok {
		err := error(transitionError{c.orders[p.K], p.V})
		if errors.Is(err, transitionError{Event: "cancel"}) {
			return R{V: "too late"}, nil
		}
		return R{}, err
	}
	c.orders[p.K] = to
	b, err := json.Marshal(map[string]state{"state": to})
	return R{V: string(b)}, err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
