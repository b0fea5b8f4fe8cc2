// Package oneofvariantdecoded: a variant of a sum type has a method that decodes, and counts
package oneofvariantdecoded

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var seen []string

type number string

func (n *number) UnmarshalText(b []byte) error {
	seen = append(seen, string(b)) // want SIG701
	*n = number(b)
	return nil
}

// Payment is how somebody pays.
//
//sig:oneof key=kind
type Payment interface{ isPayment() }

// Card is a card.
type Card struct {
	Number number `json:"number"`
}

func (Card) isPayment() {}

// C is the component.
//
//sig:component name=oneof-variant-decoded scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Pay(ctx context.Context, p P) (R, error) { return R{}, nil }

// P is what a caller sends.
type P struct {
	With Payment `json:"with"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
