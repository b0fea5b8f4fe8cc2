// Package payments protects a tenant from a bank that fails: after some failures
// in a row it stops asking for a while. Each tenant has its own breaker.
package payments

import (
	"context"
	"errors"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Bank is what payments go through.
//
//sig:contract name=bank
type Bank interface {
	//sig:runnable desc="Book an amount"
	Book(ctx context.Context, p Payment) error
}

// Payment is an amount in cents.
type Payment struct {
	Cents int `json:"cents" sig:"min=1"`
}

// Settings is how patient a tenant is.
//
//sig:config prefix=payments
type Settings struct {
	Threshold int           `json:"threshold" sig:"default=3,min=1,max=100"`   // failures in a row that open the breaker
	Cooldown  time.Duration `json:"cooldown" sig:"default=30s,min=1ms,max=1h"` // how long it stays open
}

// The states of a breaker.
const (
	Closed   = "closed"    // payments go through
	Open     = "open"      // payments are refused without asking the bank
	HalfOpen = "half-open" // one payment tries
)

// ErrOpen refuses a payment while the breaker is open.
var ErrOpen = errors.New("the bank is failing; try again later")

// breaker is the breaker's memory.
type breaker struct {
	Failures int  // in a row
	Tripped  bool // until a payment succeeds
	Cooling  bool // until the cooldown ends
}

// Payments books through the bank.
//
//sig:component name=payments scope=tenant
type Payments struct {
	sig.Instance

	Settings sig.Settings[Settings] `sig:"requires"`
	Bank     Bank                   `sig:"requires"`

	breaker sig.Signal[breaker]
	history sig.Signal[[]string]
}

// computeState follows the breaker's memory.
//
//sig:computed
func (p *Payments) computeState() string {
	switch b := p.breaker.Get(); {
	case b.Cooling:
		return Open
	case b.Tripped:
		return HalfOpen
	}
	return Closed
}

// record notes every state that the breaker comes to, once.
//
//sig:effect
func (p *Payments) record(ctx context.Context) error {
	state := p.State()
	p.history.Update(func(h []string) []string { return append(h[:len(h):len(h)], state) })
	return nil
}

// Pay books an amount, unless the breaker is open.
//
//sig:runnable desc="Pay an amount"
func (p *Payments) Pay(ctx context.Context, pay Payment) error {
	if p.State() == Open {
		return ErrOpen
	}
	err := p.Bank.Book(ctx, pay)
	p.note(err == nil)
	return err
}

// note counts an outcome, and opens the breaker when it was one failure too many.
func (p *Payments) note(ok bool) {
	s := p.Settings.Get()
	opens := false
	p.breaker.Update(func(b breaker) breaker {
		opens = false
		if ok {
			return breaker{}
		}
		b.Failures++
		if !b.Cooling && (b.Tripped || b.Failures >= s.Threshold) {
			opens = true
			b.Tripped, b.Cooling = true, true
		}
		return b
	})
	if opens {
		p.After(s.Cooldown, func(context.Context) {
			p.breaker.Update(func(b breaker) breaker { b.Cooling = false; return b })
		})
	}
}

// Health is the state of the breaker.
type Health struct {
	State   string   `json:"state"`
	History []string `json:"history"`
}

// Health tells the state of the breaker, and the states that it had.
//
//sig:runnable desc="State of the breaker"
func (p *Payments) Health(ctx context.Context) (Health, error) {
	return Health{State: p.State(), History: p.history.Get()}, nil
}

// ShakyBank is a shared bank that fails for some tenants, as told.
//
//sig:component name=shaky-bank scope=shared
//sig:provides Bank
type ShakyBank struct {
	sig.Instance

	failing sig.PerTenant[outage]
}

type outage struct{ left sig.Signal[int] }

// Book fails as often as it was told to for the calling tenant.
func (b *ShakyBank) Book(ctx context.Context, p Payment) error {
	o, err := b.failing.Get(ctx)
	if err != nil {
		return err
	}
	if p.Cents == 666 { // the demo's way to begin an outage
		o.left.Set(4)
	}
	fails := false
	o.left.Update(func(n int) int {
		if fails = n > 0; fails {
			n--
		}
		return n
	})
	if fails {
		return errors.New("the bank does not answer")
	}
	return nil
}
