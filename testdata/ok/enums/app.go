package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Size is one of a few, by number.
type Size int

// The sizes.
const (
	Small Size = iota + 1
	Medium
	Large
)

// Color is one of a few, by name.
type Color string

// The colors.
const (
	Red  Color = "red"
	Blue Color = "blue"
)

// Shirt may have any size and any color.
type Shirt struct {
	Size  Size  `json:"size"`
	Color Color `json:"color"`
}

// Order takes the sizes and colors that there are.
type Order struct {
	Size   Size           `json:"size" sig:"enum=1|2|3"`
	Color  Color          `json:"color" sig:"enum=red|blue,default=red"`
	Extra  *Color         `json:"extra" sig:"enum=blue"`
	Shirts []Shirt        `json:"shirts,omitempty"`
	By     map[Color]Size `json:"by,omitempty"`
}

// Shop sells shirts.
//
//sig:component name=enums-shop scope=tenant
type Shop struct{ sig.Instance }

//sig:runnable
func (s *Shop) Order(ctx context.Context, o Order) (Order, error) { return o, nil }
