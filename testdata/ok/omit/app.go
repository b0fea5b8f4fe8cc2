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
