package main

import (
	"context"
	"encoding/json"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Sum is in numbers of any size.
type Sum struct {
	Number json.Number   `json:"number"`
	Quoted json.Number   `json:"quoted,string,omitempty"`
	Int    *big.Int      `json:"int"`
	Value  big.Int       `json:"value" sig:"optional"`
	Rat    *big.Rat      `json:"rat"`
	Float  *big.Float    `json:"float"`
	List   []json.Number `json:"list,omitempty"`
	Max    uint64        `json:"max" sig:"optional"`
}

// Bank adds.
//
//sig:component name=big-bank scope=tenant
type Bank struct{ sig.Instance }

//sig:runnable
func (b *Bank) Double(ctx context.Context, s Sum) (Sum, error) {
	if s.Int != nil {
		s.Int.Add(s.Int, s.Int)
	}
	if s.Rat != nil {
		s.Rat.Add(s.Rat, s.Rat)
	}
	return s, nil
}
