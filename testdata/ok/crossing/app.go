package main

import (
	"context"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Note is full of memory that a plain copy would share.
type Note struct {
	Lines []string         `json:"lines"`
	Tags  map[string]*Mark `json:"tags"`
	Raw   []byte           `json:"raw"`
	Sum   *big.Int         `json:"sum"`
	Own   Cloned           `json:"own"`
	Deep  Cached           `json:"deep"`
	*Frame
}

// Mark is behind a pointer.
type Mark struct {
	Color string `json:"color"`
}

// Frame is embedded as a pointer.
type Frame struct {
	Sides []int `json:"sides"`
}

// Cached has a field that carries nothing.
type Cached struct {
	ID    string `json:"id"`
	cache map[string]string
}

// Cloned says itself how it is copied.
type Cloned struct {
	Words []string `json:"words"`
}

// Clone marks what it copied.
func (c Cloned) Clone() Cloned { return Cloned{append([]string{"cloned"}, c.Words...)} }

// Keeper keeps whatever it gets and gives away what it keeps.
//
//sig:component name=crossing-keeper scope=tenant
type Keeper struct {
	sig.Instance
	kept Note
}

//sig:runnable
func (k *Keeper) Keep(ctx context.Context, n Note) (Note, error) {
	k.kept = n
	return k.kept, nil
}

// Page is of the same tenant.
//
//sig:component name=crossing-page scope=tenant
type Page struct {
	sig.Instance
	Keeper KeeperClient `sig:"requires"`
	Board  BoardClient  `sig:"requires"`
	own    Note
}

// Shared says what a page found that another changed under its hands.
type Shared struct {
	ByKeeper, ByBoard bool
}

//sig:runnable
func (p *Page) Give(ctx context.Context) (s Shared, err error) {
	p.own = Note{Lines: []string{"mine"}}
	got, err := p.Keeper.Keep(ctx, p.own)
	if err != nil {
		return s, err
	}
	got.Lines[0] = "changed"
	s.ByKeeper = p.own.Lines[0] == "changed"
	p.own.Lines[0] = "mine"
	if _, err = p.Board.Pin(ctx, p.own); err != nil {
		return s, err
	}
	s.ByBoard = p.own.Lines[0] != "mine"
	return s, nil
}

// Board is shared and gives everybody what the last one pinned, which it scribbled on.
//
//sig:component name=crossing-board scope=shared
type Board struct {
	sig.Instance
	pinned Note
}

//sig:runnable
func (b *Board) Pin(ctx context.Context, n Note) (Note, error) {
	b.pinned = n
	b.pinned.Lines[0] = "scribbled"
	return b.pinned, nil
}
