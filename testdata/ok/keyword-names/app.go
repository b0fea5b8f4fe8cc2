package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Map has a name that starts like a keyword.
//
//sig:component name=map scope=tenant
type Map struct {
	sig.Instance
	Type   string `sig:"prop,default=t"`
	Return int    `sig:"prop,optional"`
}

// Error is the params' name.
type Error struct {
	Type    string `json:"type"`
	Range   int    `json:"range" sig:"optional"`
	String  string `json:"string" sig:"optional"`
	Nil     *bool  `json:"nil"`
	Err     string `json:"err" sig:"optional"`
	Default int    `json:"default" sig:"default=1"`
	Context Sync   `json:"context" sig:"optional"`
}

// Sync is called like a package.
type Sync struct {
	Codec  []Sync `json:"codec,omitempty"`
	Append int    `json:"append" sig:"optional"`
}

//sig:runnable
func (m *Map) Func(ctx context.Context, p Error) (Error, error) { return p, nil }

//sig:runnable name=go
func (m *Map) Defer(ctx context.Context) (Sync, error) { return Sync{Append: m.Return}, nil }

//sig:runnable
func (m *Map) Import(context.Context, Sync) error { return nil }

//sig:runnable
func (m *Map) Len(_ context.Context, _ Sync) error { return nil }
