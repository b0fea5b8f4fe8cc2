// Package jsoncases has structs whose members a test compares with what encoding/json makes of them.
package jsoncases

import (
	"encoding/json"
	"math/big"
	"net/netip"
	"time"
)

// Plain has one of each.
//
//sig:event topic=json.plain
type Plain struct {
	A      string
	B      int    `json:"b"`
	C      bool   `json:"-"`
	D      uint8  `json:"-,"`
	E      string `json:",omitempty"`
	F      *int   `json:"f,omitempty"`
	G      int64  `json:"g,string"`
	H      string `json:"bad\"name"`
	I      string `json:"über"`
	hidden int
	J      time.Time       `json:"j,omitzero"`
	K      time.Duration   `json:"k"`
	L      json.RawMessage `json:"l,omitempty"`
	M      []byte          `json:"m"`
	N      map[string][]*Leaf
	O      [2]Leaf
	P      *big.Int
	Q      netip.Addr
	R      map[int8]string
	S      map[netip.Addr]bool
	T      Level
	U      []Level
	V      Blob
}

// Level is a named number.
type Level int

// Blob is a named slice of bytes.
type Blob []byte

// Leaf is nested.
type Leaf struct {
	X float64
	Y *Leaf `json:"y,omitempty"`
}

// Deep is embedded two levels down.
type Deep struct {
	ID    string
	Depth int
	Both  int
}

// Left and Right both have Both.
type Left struct {
	*Deep
	Name string
	Both int
}

// Right is the other one.
type Right struct {
	Name  string
	Right string `json:"right"`
	Other int    `json:"Tagged"`
}

type lower struct {
	Promoted string
	private  string
}

// Named is embedded under a name, so it is not flattened.
type Named struct{ In string }

// Embedding shows the conflict rules.
//
//sig:event topic=json.embedding
type Embedding struct {
	Left
	Right
	lower
	Named  `json:"named"`
	Tagged int
	ID     int `json:"ID"`
}

// Stamp embeds what writes itself.
//
//sig:event topic=json.stamp
type Stamp struct {
	Inner
	At time.Time
}

// Inner has one field.
type Inner struct{ N int }

// Page is generic.
type Page[T any] struct {
	Items []T
	Next  *T `json:"next,omitempty"`
}

// Paged uses two instances of one generic type.
//
//sig:event topic=json.paged
type Paged struct {
	Leaves Page[Leaf]
	Names  Page[string]
}
