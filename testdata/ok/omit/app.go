package main

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Tags cannot be compared by Go.
type Tags struct {
	All  []string
	more map[string]int
}

// Even is zero when it is even.
type Even int

// IsZero implements what omitzero asks.
func (e Even) IsZero() bool { return e%2 == 0 }

// Flag is a bool of its own type.
type Flag bool

// Odd is a bool that is zero when it is set.
type Odd bool

// IsZero implements what omitzero asks.
func (o Odd) IsZero() bool { return bool(o) }

// Flags cannot be compared by Go, and has bools of two types.
type Flags struct {
	Plain bool
	Named Flag
	Other Odd
	All   []Flag
}

// Point is compared.
type Point struct{ X, Y float64 }

// Report has every way to leave something out.
type Report struct {
	Text   string         `json:"text,omitempty"`
	List   []int          `json:"list,omitempty"`
	ListZ  []int          `json:"listz,omitzero"`
	Map    map[string]int `json:"map,omitempty"`
	Ptr    *int           `json:"ptr,omitempty"`
	Point  Point          `json:"point,omitempty"`
	PointZ Point          `json:"pointz,omitzero"`
	Tags   Tags           `json:"tags,omitzero"`
	Even   Even           `json:"even,omitzero"`
	EvenP  *Even          `json:"evenp,omitzero"`
	Time   time.Time      `json:"time,omitzero"`
	Array  [2]int         `json:"array,omitempty"`
	ArrayZ [2]int         `json:"arrayz,omitzero"`
	Both   string         `json:"both,omitempty,omitzero"`
	Flag   Flag           `json:"flag,omitempty"`
	FlagZ  Flag           `json:"flagz,omitzero"`
	Flags  Flags          `json:"flags,omitzero"`
	Odd    Odd            `json:"odd,omitzero"`
	Never  Odd            `json:"never,omitempty,omitzero"`
	Kept   string         `json:"kept" sig:"optional"`
}

// Desk reports.
//
//sig:component name=omit-desk scope=tenant
type Desk struct{ sig.Instance }

//sig:runnable
func (d *Desk) Echo(ctx context.Context, r Report) (Report, error) {
	if r.Kept == "hidden" {
		r.Tags.more = map[string]int{}
	}
	return r, nil
}
