package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/aliases/unit"
)

type (
	// Mass is a type of another package.
	Mass = unit.Grams
	// Text and its neighbours are aliases of every shape.
	Text      = string
	Texts     = []Text
	Index     = map[Text]Texts
	Maybe     = *Mass
	Named     = struct{ Name Text }
	Ints      = unit.List[int]
	Of[T any] = unit.List[T]
)

// Parcel is made of aliases.
type Parcel struct {
	Mass  Mass     `json:"mass" sig:"min=1"`
	Text  Text     `json:"text" sig:"max=5"`
	Texts Texts    `json:"texts"`
	Index Index    `json:"index"`
	Maybe Maybe    `json:"maybe"`
	Named Named    `json:"named"`
	Ints  Ints     `json:"ints"`
	Of    Of[Mass] `json:"of"`
}

// Params is an alias itself.
type Params = Parcel

// Post takes parcels.
//
//sig:component name=aliases-post scope=tenant
type Post struct{ sig.Instance }

//sig:runnable
func (p *Post) Send(ctx context.Context, in Params) (unit.Pair[Mass], error) {
	return unit.Pair[Mass]{A: in.Mass, B: Mass(len(in.Texts))}, nil
}

//sig:runnable
func (p *Post) Weigh(ctx context.Context, m Mass) (Ints, error) { return Ints{int(m)}, nil }
