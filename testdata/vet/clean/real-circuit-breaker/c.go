// Package tcircuitbreaker is a case.
package realcircuitbreaker

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Call is made.
type Call struct {
	URL string `json:"url"`
}

// Status answers.
type Status struct {
	State string `json:"state"`
	Code  int    `json:"code"`
}

type state int

const (
	closed state = iota
	open
	halfOpen
)

func (s state) String() string { return [...]string{"closed", "open", "half-open"}[s] }

type settings struct {
	maxFailures int
	timeout     time.Duration
	isFailure   func(error) bool
	onChange    func(from, to state)
}

type breaker struct {
	settings
	now      func() time.Time
	mu       sync.Mutex
	state    state
	failures int
	until    time.Time
}

func newBreaker(now func() time.Time, s settings) *breaker {
	if s.maxFailures == 0 {
		s.maxFailures = 5
	}
	if s.isFailure == nil {
		s.isFailure = func(err error) bool { return err != nil }
	}
	return &breaker{settings: s, now: now}
}

var errOpen = errors.New("circuit breaker is open")

func (b *breaker) set(s state) {
	if b.state == s {
		return
	}
	old := b.state
	b.state = s
	b.failures = 0
	if b.onChange != nil {
		b.onChange(old, s)
	}
}

func (b *breaker) before() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.state == open {
		if b.now().Before(b.until) {
			return errOpen
		}
		b.set(halfOpen)
	}
	return nil
}

func (b *breaker) after(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.isFailure(err) {
		b.set(closed)
		return
	}
	if b.failures++; b.state == halfOpen || b.failures >= b.maxFailures {
		b.set(open)
		b.until = b.now().Add(b.timeout)
	}
}

func do[T any](b *breaker, f func() (T, error)) (v T, err error) {
	if err := b.before(); err != nil {
		return v, err
	}
	defer func() {
		if r := recover(); r != nil {
			b.after(fmt.Errorf("panic: %v", r))
			panic(r)
		}
		b.after(err)
	}()
	return f()
}

// It is the component.
//
//sig:component name=real-circuit-breaker scope=tenant
type Gateway struct {
	sig.Instance
	Web sig.HTTP `sig:"requires"`
	b   *breaker
	log []string
}

//sig:activate
func (g *Gateway) start(ctx context.Context) error {
	g.b = newBreaker(g.Now, settings{timeout: 10 * time.Second, onChange: func(from, to state) {
		g.log = append(g.log, fmt.Sprint(from, " to ", to))
	}})
	return nil
}

//sig:runnable desc="one call"
func (g *Gateway) Get(ctx context.Context, c Call) (Status, error) {
	res, err := do(g.b, func() (*sig.HTTPResponse, error) { return g.Web.Do(ctx, sig.HTTPRequest{URL: c.URL}) })
	if err != nil {
		return Status{State: g.b.state.String()}, err
	}
	return Status{g.b.state.String(), res.Status}, nil
}
