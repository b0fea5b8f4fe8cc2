package main

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Base is embedded.
type Base struct {
	ID   string `json:"id" sig:"default=none"`
	Note string `json:"note" sig:"optional"`
}

// Audit is embedded by pointer.
type Audit struct {
	By    string `json:"by" sig:"default=system,min=2"`
	Count int    `json:"count"`
	Note  string `json:"note"` // hidden: Base.Note is as deep, so both would go if Doc had none
}

// Inner is nested.
type Inner struct {
	X int `json:"x"`
}

// Zero says itself when it is zero.
type Zero struct {
	N int `json:"n"`
}

// IsZero is asked by omitzero.
func (z Zero) IsZero() bool { return z.N < 0 }

// Tree is recursive.
type Tree struct {
	Name  string           `json:"name" sig:"min=1"`
	Kids  []Tree           `json:"kids,omitempty"`
	Left  *Tree            `json:"left,omitempty"`
	Named map[string]*Tree `json:"named,omitempty"`
}

// Empty has no fields.
type Empty struct{}

// Doc is everything.
type Doc struct {
	Base
	*Audit
	Note    string `json:"note" sig:"optional"`
	Inner   Inner  `json:"inner"`
	Opt     *Inner `json:"opt,omitempty"`
	Tree    Tree   `json:"tree"`
	Empty   Empty  `json:"empty,omitzero"`
	Ignored string `json:"-"`
	//lint:ignore SA5008 encoding/json takes it for the name "-"
	Dash     string            `json:"-," sig:"optional"`
	Strange  string            `json:"a<b>&c" sig:"optional"`
	OmitS    string            `json:"omit_s,omitempty"`
	OmitN    int               `json:"omit_n,omitempty"`
	OmitB    bool              `json:"omit_b,omitempty"`
	OmitF    float64           `json:"omit_f,omitempty"`
	OmitSl   []int             `json:"omit_sl,omitempty"`
	OmitMap  map[string]string `json:"omit_map,omitempty"`
	OmitArr  [0]int            `json:"omit_arr,omitempty"`
	OmitPtr  *string           `json:"omit_ptr,omitempty"`
	ZeroTime time.Time         `json:"zero_time,omitzero"`
	ZeroIn   Inner             `json:"zero_in,omitzero"`
	ZeroOwn  Zero              `json:"zero_own,omitzero"`
	ZeroSl   []int             `json:"zero_sl,omitzero"`
	hidden   int
}

// Sparse may leave out all of its fields.
type Sparse struct {
	A string `json:"a,omitempty"`
	B int    `json:"b,omitempty"`
	C string `json:"c" sig:"optional"`
}

// Echo gives back what it got.
//
//sig:component name=struct-echo scope=tenant
type Echo struct{ sig.Instance }

//sig:runnable
func (e *Echo) Doc(ctx context.Context, p Doc) (Doc, error) {
	p.hidden++
	return p, nil
}

//sig:runnable
func (e *Echo) Sparse(ctx context.Context, p Sparse) (Sparse, error) { return p, nil }

//sig:runnable
func (e *Echo) Empty(ctx context.Context, p Empty) (Empty, error) { return p, nil }

//sig:runnable
func (e *Echo) Tree(ctx context.Context, p Tree) (Tree, error) { return p, nil }
