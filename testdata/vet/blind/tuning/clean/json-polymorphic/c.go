// Package jsonpolymorphic: JSON of several kinds through an interface and RawMessage.
//
// Verdict: proved.
package jsonpolymorphic

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type shape interface{ area() float64 }

type circle struct {
	R float64 `json:"r"`
}

type rect struct {
	W, H float64
}

func (c circle) area() float64 { return math.Pi * c.R * c.R }
func (r *rect) area() float64  { return r.W * r.H }

var kinds = map[string]func() any{
	"circle": func() any { return new(circle) },
	"rect":   func() any { return new(rect) },
}

// C is the component.
//
//sig:component name=json-polymorphic scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Area(ctx context.Context, p P) (R, error) {
	var env struct {
		Kind string          `json:"kind"`
		Body json.RawMessage `json:"body"`
	}
	dec := json.NewDecoder(strings.NewReader(p.V))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&env); err != nil {
		return R{}, err
	}
	mk, ok := kinds[env.Kind]
	if !ok {
		return R{}, fmt.Errorf("kind %q: %w", env.Kind, sig.ErrInvalid)
	}
	v := mk()
	if err := json.Unmarshal(env.Body, v); err != nil {
		return R{}, err
	}
	s, ok := v.(shape)
	if !ok {
		return R{}, sig.ErrInvalid
	}
	return R{N: int(s.area())}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
