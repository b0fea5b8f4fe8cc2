package main

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Part is nested.
type Part struct {
	Name string `json:"name" sig:"min=1,max=5"`
}

// Parts is a named list.
type Parts []Part

// Params have limits everywhere.
type Params struct {
	Count  int                   `json:"count" sig:"default=3,min=1"`
	Code   string                `json:"code,omitempty" sig:"pattern='^[a-z]+$'"`
	Kind   string                `json:"kind" sig:"optional,enum=a|b"`
	Wait   time.Duration         `json:"wait" sig:"optional,min=1s"`
	Ptr    *int                  `json:"ptr" sig:"max=5"`
	List   []Part                `json:"list" sig:"max=2"`
	Deep   [][]Part              `json:"deep"`
	ByName map[string]Part       `json:"by_name"`
	ByNum  map[int]*Part         `json:"by_num"`
	Array  [2]map[string][]*Part `json:"array"`
	One    *Part                 `json:"one"`
}

// Checker checks.
//
//sig:component name=typed-checker scope=tenant
type Checker struct{ sig.Instance }

//sig:runnable
func (c *Checker) Check(ctx context.Context, p Params) error { return nil }

//sig:runnable
func (c *Checker) All(ctx context.Context, p Parts) error { return nil }
