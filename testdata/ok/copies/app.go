package main

import (
	"context"
	"encoding/json"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Bag holds every way in which a copy could share memory or not come about.
type Bag struct {
	Price  *Price               `json:"price" sig:"optional"`
	Prices []*Price             `json:"prices" sig:"optional"`
	ByName map[string]*Price    `json:"by_name" sig:"optional"`
	Labels Labels               `json:"labels" sig:"optional"`
	Words  Words                `json:"words" sig:"optional"`
	Raw    json.RawMessage      `json:"raw" sig:"optional"`
	Nested [][]map[string][]int `json:"nested" sig:"optional"`
	Ring   *Ring                `json:"ring" sig:"optional"`
	Pairs  [2][]string          `json:"pairs" sig:"optional"`
	Deep   ***[]string          `json:"deep" sig:"optional"`
	Sheet  Sheet                `json:"sheet" sig:"optional"`
	Text   Text                 `json:"text" sig:"optional"`
	Texts  map[Text][]string    `json:"texts" sig:"optional"`
	Loose  Loose                `json:"loose" sig:"optional"`
}

// Price is copied by its pointer, as most Clone methods are written.
type Price struct {
	Cents int      `json:"cents"`
	Notes []string `json:"notes" sig:"optional"`
}

func (p *Price) Clone() *Price {
	c := *p
	c.Notes = append([]string(nil), p.Notes...)
	return &c
}

// Labels and Words say themselves how they are copied.
type Labels map[string]string

func (l Labels) Clone() Labels {
	out := make(Labels)
	for k, v := range l {
		out[k] = v
	}
	return out
}

type Words []string

func (w Words) Clone() Words { return append(Words(nil), w...) }

// Ring may contain itself.
type Ring struct {
	Name string           `json:"name"`
	Next *Ring            `json:"next" sig:"optional"`
	Kids []Ring           `json:"kids" sig:"optional"`
	More map[string]*Ring `json:"more" sig:"optional"`
}

// Sheet has what carries nothing and leads to memory of its owner.
type Sheet struct {
	Rows []string `json:"rows" sig:"optional"`
	memo map[string]string
	next *Sheet
	any  any
	call func() string
}

// Text writes itself as text and keeps the bytes it gets.
type Text struct{ b string }

func (t Text) MarshalText() ([]byte, error)   { return []byte(t.b), nil }
func (t *Text) UnmarshalText(in []byte) error { t.b = string(in); return nil }

// Loose is a Clone that shares a part: it is believed.
type Loose struct {
	Own    []string `json:"own" sig:"optional"`
	Common []string `json:"common" sig:"optional"`
}

func (l Loose) Clone() Loose { return Loose{append([]string(nil), l.Own...), l.Common} }

// Fierce does not like to be copied.
type Fierce struct {
	Mood string `json:"mood"`
	All  []int  `json:"all" sig:"optional"`
}

func (f Fierce) Clone() Fierce {
	if f.Mood == "panic" {
		panic("no copies of me")
	}
	return Fierce{f.Mood, append([]int(nil), f.All...)}
}

// Vault keeps whatever it gets and gives away what it keeps.
//
//sig:component name=copies-vault scope=tenant
type Vault struct {
	sig.Instance
	kept   Bag
	fierce Fierce
}

//sig:runnable
func (v *Vault) Keep(ctx context.Context, b Bag) (Bag, error) {
	v.kept = b
	return v.kept, nil
}

//sig:runnable
func (v *Vault) Tame(ctx context.Context, f Fierce) (Fierce, error) {
	v.fierce = f
	return v.fierce, nil
}

//sig:runnable
func (v *Vault) Rage(ctx context.Context) (Fierce, error) { return Fierce{Mood: "panic"}, nil }

// Kept gives away what is kept.
//
//sig:runnable
func (v *Vault) Kept(ctx context.Context) (Bag, error) { return v.kept, nil }
