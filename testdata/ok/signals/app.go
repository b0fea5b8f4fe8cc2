package main

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/reactive"
)

// Point compares itself.
type Point struct{ xs []int }

// Equal compares.
func (p Point) Equal(q Point) bool { return len(p.xs) == len(q.xs) }

// Number is a number.
type Number int

// Board computes.
//
//sig:component name=signals-board scope=tenant
type Board struct {
	sig.Instance
	Number sig.Signal[Number]
	Factor sig.Signal[float64]
	Tags   sig.Signal[[]string]
}

//sig:computed
func (b *Board) computeLabel() string { ran("label"); return b.parity() + strconv.Itoa(b.Size().xs[0]) }

func (b *Board) parity() string {
	if b.Odd() {
		return "odd"
	}
	return "even"
}

//sig:computed
func (b *Board) computeOdd() bool { ran("odd"); return b.Number.Get()%2 == 1 }

//sig:computed
func (b *Board) computeScaled() float64 {
	ran("scaled")
	return float64(b.Number.Get()) * b.Factor.Get()
}

//sig:computed
func (b *Board) computeSize() Point { ran("size"); return Point{make([]int, 1+len(b.Tags.Get()))} }

//sig:computed
func (b *Board) computeList() []string {
	ran("list")
	return append([]string{b.Label()}, b.Tags.Get()...)
}

//sig:computed dynamic
func (b *Board) computeEither(t *reactive.Tracker) Number {
	ran("either")
	if b.Factor.Track(t) > 1 {
		return b.Number.Track(t)
	}
	return -1
}

//sig:effect supersede
func (b *Board) watch(ctx context.Context) error {
	ran("watch " + b.Label())
	return nil
}

// SetParams sets a signal.
type SetParams struct {
	Number *Number  `json:"number"`
	Factor *float64 `json:"factor"`
	Tags   []string `json:"tags" sig:"optional"`
}

//sig:runnable
func (b *Board) Set(ctx context.Context, p SetParams) error {
	if p.Number != nil {
		b.Number.Set(*p.Number)
	}
	if p.Factor != nil {
		b.Factor.Set(*p.Factor)
	}
	if p.Tags != nil {
		b.Tags.Set(p.Tags)
	}
	return nil
}

// View is all computed values and how often each ran.
type View struct {
	Label  string         `json:"label"`
	Odd    bool           `json:"odd"`
	Scaled float64        `json:"scaled"`
	List   []string       `json:"list"`
	Either Number         `json:"either"`
	Runs   map[string]int `json:"runs"`
}

//sig:runnable
func (b *Board) View(ctx context.Context) (View, error) {
	return View{b.Label(), b.Odd(), b.Scaled(), b.List(), b.Either(), counts()}, nil
}
