package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Base is at the bottom.
type Base struct {
	ID   int    `json:"id" sig:"min=1"`
	Name string `json:"name" sig:"default=none"`
	Both string
}

// Left and Right both have Both, so neither shows.
type Left struct {
	Both string
	L    int `sig:"optional"`
}

// Right is on the other side.
type Right struct {
	Both string
	R    int    `sig:"optional"`
	Tag  string `json:"tagged" sig:"optional"`
}

type audit struct {
	By string `json:"by" sig:"optional"`
}

// Label is embedded and is no struct.
type Label string

// Doc has all of them.
type Doc struct {
	Base
	Left
	*Right
	audit
	Label `json:"label"`
	Inner Base  `json:"inner"`
	Named *Left `json:"named,omitempty"`
	Name  int   `json:"tagged" sig:"optional"` // hides Right.Tag
}

// Store keeps docs.
//
//sig:component name=embedding-store scope=tenant
type Store struct{ sig.Instance }

//sig:runnable
func (s *Store) Put(ctx context.Context, d Doc) (Doc, error) {
	if d.Right == nil {
		d.By += " without right"
	}
	return d, nil
}
