package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Page is a part of a list.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}

// Pair is two values.
type Pair[A comparable, B any] struct {
	First  A `json:"first"`
	Second B `json:"second"`
}

// Item is an element.
type Item struct {
	SKU string `json:"sku"`
	Qty int    `json:"qty" sig:"default=1,min=1"`
}

// Store has pages.
//
//sig:component name=generic-store scope=tenant
type Store struct{ sig.Instance }

//sig:runnable
func (s *Store) Items(ctx context.Context, p Page[Item]) (Page[Pair[string, Item]], error) {
	out := Page[Pair[string, Item]]{Next: p.Next}
	for _, i := range p.Items {
		out.Items = append(out.Items, Pair[string, Item]{i.SKU, i})
	}
	return out, nil
}

//sig:runnable
func (s *Store) Numbers(ctx context.Context, p Page[int]) (Page[map[string]Pair[int, *int]], error) {
	out := Page[map[string]Pair[int, *int]]{}
	for _, n := range p.Items {
		out.Items = append(out.Items, map[string]Pair[int, *int]{"n": {First: n, Second: &n}})
	}
	return out, nil
}
