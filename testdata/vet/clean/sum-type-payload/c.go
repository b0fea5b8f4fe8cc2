// Package sumtypepayload: a payload with a sum type, which generated code copies variant by variant
package sumtypepayload

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Payment is how somebody pays.
//
//sig:oneof
type Payment interface{ isPayment() }

// Card is a card.
type Card struct {
	Number string `json:"number"`
}

// Transfer names an account.
type Transfer struct {
	IBAN  string   `json:"iban"`
	Notes []string `json:"notes" sig:"optional"`
}

// Split is made of others.
type Split struct {
	Parts []Payment `json:"parts"`
}

func (Card) isPayment()      {}
func (*Transfer) isPayment() {}
func (Split) isPayment()     {}

// C is the component.
//
//sig:component name=sum-type-payload scope=tenant
type C struct {
	sig.Instance
	last string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	switch with := p.With.(type) {
	case Card:
		c.last = with.Number
	case *Transfer:
		c.last = with.IBAN
	}
	return R{With: p.With}, nil
}

// P is what a caller sends.
type P struct {
	With Payment `json:"with"`
}

// R is what a caller gets.
type R struct {
	With Payment `json:"with"`
}
