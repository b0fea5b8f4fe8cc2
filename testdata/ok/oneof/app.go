package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Payment is how somebody pays.
//
//sig:oneof
type Payment interface{ isPayment() }

// Card is a credit card.
type Card struct {
	Number string `json:"number" sig:"pattern='^[0-9]+$'"`
	Name   string `json:"name,omitempty"`
}

// BankTransfer names an account.
type BankTransfer struct {
	IBAN  string   `json:"iban"`
	Notes []string `json:"notes" sig:"optional"`
}

// Cash has nothing to say.
type Cash struct{}

// Split is made of others.
type Split struct {
	Parts []Payment `json:"parts" sig:"max=3"`
}

func (Card) isPayment()          {}
func (*BankTransfer) isPayment() {}
func (Cash) isPayment()          {}
func (Split) isPayment()         {}

// PayParams pay.
type PayParams struct {
	Amount  int                `json:"amount" sig:"min=1"`
	With    Payment            `json:"with"`
	Spare   Payment            `json:"spare,omitempty"`
	ByName  map[string]Payment `json:"by_name" sig:"optional"`
	Pointer *Payment           `json:"pointer"`
}

// Till takes payments.
//
//sig:component name=oneof-till scope=tenant
type Till struct{ sig.Instance }

// Pay gives back what it got.
//
//sig:runnable
func (t *Till) Pay(ctx context.Context, p PayParams) (PayParams, error) { return p, nil }

// Take takes a sum type alone.
//
//sig:runnable
func (t *Till) Take(ctx context.Context, p Payment) (Payment, error) { return p, nil }

// Bank belongs to nobody, so what it gets is copied.
//
//sig:component name=oneof-bank scope=shared
type Bank struct{ sig.Instance }

// Spoil changes what it got.
//
//sig:runnable
func (b *Bank) Spoil(ctx context.Context, p PayParams) (PayParams, error) {
	if t, ok := p.With.(*BankTransfer); ok && len(t.Notes) > 0 {
		t.IBAN, t.Notes[0] = "spoilt", "spoilt"
	}
	return p, nil
}
