package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Hex is a number in another form.
type Hex uint32

// MarshalText implements encoding.TextMarshaler.
func (h Hex) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "0x%x", uint32(h)), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (h *Hex) UnmarshalText(b []byte) error {
	_, err := fmt.Sscanf(string(b), "0x%x", h)
	return err
}

// Range is a pair in JSON.
type Range struct{ From, To int }

// MarshalJSON implements json.Marshaler.
func (r *Range) MarshalJSON() ([]byte, error) {
	if r.From > r.To {
		return nil, errors.New("backwards")
	}
	return json.Marshal([]int{r.From, r.To})
}

// UnmarshalJSON implements json.Unmarshaler.
func (r *Range) UnmarshalJSON(b []byte) error {
	var pair []int
	if err := json.Unmarshal(b, &pair); err != nil {
		return err
	}
	if len(pair) != 2 {
		return errors.New("a range is two numbers")
	}
	r.From, r.To = pair[0], pair[1]
	return nil
}

// Careless writes whatever it holds.
type Careless string

// MarshalJSON implements json.Marshaler.
func (c Careless) MarshalJSON() ([]byte, error) { return []byte(c), nil }

// UnmarshalJSON implements json.Unmarshaler.
func (c *Careless) UnmarshalJSON(b []byte) error { *c = Careless(b); return nil }

// Set has them in every place.
type Set struct {
	Hex    Hex           `json:"hex"`
	Hexes  []*Hex        `json:"hexes"`
	ByHex  map[Hex]Range `json:"byhex"`
	Range  Range         `json:"range"`
	Ranges [2]*Range     `json:"ranges" sig:"optional"`
	Any    Careless      `json:"any" sig:"optional"`
}

// Inner is allocated when one of its members is there.
type Inner struct {
	There bool  `json:"there" sig:"optional"`
	Plain Hex   `json:"plain" sig:"default=0x2"`
	Twice **Hex `json:"twice" sig:"default=0x3"`
}

// Presets are defaults that a type reads itself.
type Presets struct {
	*Inner
	Plain   Hex  `json:"outer" sig:"default=0x4"`
	Pointer *Hex `json:"pointer" sig:"default=0x5"`
}

// Box echoes.
//
//sig:component name=own-codecs-box scope=tenant
type Box struct{ sig.Instance }

//sig:runnable
func (b *Box) Echo(ctx context.Context, s Set) (Set, error) { return s, nil }

//sig:runnable
func (b *Box) Preset(ctx context.Context, p Presets) (Presets, error) { return p, nil }

//sig:runnable
func (b *Box) Make(ctx context.Context, c Careless) (Set, error) { return Set{Any: c}, nil }

//sig:runnable
func (b *Box) Backwards(ctx context.Context) (Set, error) {
	return Set{Any: "1", ByHex: map[Hex]Range{1: {2, 1}}}, nil
}
