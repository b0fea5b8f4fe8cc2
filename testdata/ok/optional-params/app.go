package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Filter has every degree of optional.
type Filter struct {
	Must     string   `json:"must"`
	Pointer  *int     `json:"pointer" sig:"min=1"`
	Default  int      `json:"default" sig:"default=10,min=1"`
	PtrDef   *int     `json:"ptrdef" sig:"default=5"`
	Optional string   `json:"optional" sig:"optional,pattern='^[a-z]+$'"`
	Empty    []string `json:"empty,omitempty" sig:"min=1"`
	Deep     **string `json:"deep"`
	List     []int    `json:"list"`
}

// Finder finds.
//
//sig:component name=optional-finder scope=tenant
type Finder struct{ sig.Instance }

//sig:runnable
func (f *Finder) Find(ctx context.Context, p Filter) (Filter, error) { return p, nil }
