package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/netip"
	"strings"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type (
	// Key is a named string.
	Key string
	// Num is a named number.
	Num int16
	// Tags is a named slice.
	Tags []string
	// Grid is a named array of arrays.
	Grid [2][2]float64
	// Index is a named map.
	Index map[Key]Item
)

// Item is an element.
type Item struct {
	SKU string `json:"sku"`
	Qty int    `json:"qty" sig:"default=1,min=1"`
}

// Color writes itself as text, by its pointer.
type Color struct{ name string }

// MarshalText implements encoding.TextMarshaler.
func (c *Color) MarshalText() ([]byte, error) { return []byte("#" + c.name), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (c *Color) UnmarshalText(b []byte) error {
	name, ok := strings.CutPrefix(string(b), "#")
	if !ok {
		return errors.New("a color begins with #")
	}
	c.name = name
	return nil
}

// Pair writes itself as JSON.
type Pair struct{ a, b int }

// MarshalJSON implements json.Marshaler.
func (p Pair) MarshalJSON() ([]byte, error) { return json.Marshal([2]int{p.a, p.b}) }

// UnmarshalJSON implements json.Unmarshaler.
func (p *Pair) UnmarshalJSON(b []byte) error {
	var v [2]int
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	p.a, p.b = v[0], v[1]
	return nil
}

// Containers has one of each.
type Containers struct {
	Strings  []string               `json:"strings" sig:"optional,min=1,max=3"`
	Tags     Tags                   `json:"tags" sig:"optional"`
	Items    []Item                 `json:"items" sig:"optional"`
	Pointers []*Item                `json:"pointers" sig:"optional"`
	Deep     [][]map[string][]int   `json:"deep" sig:"optional"`
	Array    [3]uint8               `json:"array" sig:"optional"`
	Grid     Grid                   `json:"grid" sig:"optional"`
	Blobs    [][]byte               `json:"blobs" sig:"optional"`
	Map      map[string]int         `json:"map" sig:"optional,max=2"`
	Index    Index                  `json:"index" sig:"optional"`
	ByInt    map[int]string         `json:"byint" sig:"optional"`
	ByNum    map[Num]*Item          `json:"bynum" sig:"optional"`
	ByUint   map[uint8]bool         `json:"byuint" sig:"optional"`
	ByAddr   map[netip.Addr]float64 `json:"byaddr" sig:"optional"`
	Addr     netip.Addr             `json:"addr" sig:"optional"`
	Color    Color                  `json:"color" sig:"optional"`
	Colors   []*Color               `json:"colors" sig:"optional"`
	Pair     Pair                   `json:"pair" sig:"optional"`
	Pairs    map[string]Pair        `json:"pairs" sig:"optional"`
	Times    []time.Time            `json:"times" sig:"optional"`
	Waits    []time.Duration        `json:"waits" sig:"optional"`
	PtrSlice *[]int                 `json:"ptrslice" sig:"optional"`
	PtrMap   *map[string]int        `json:"ptrmap" sig:"optional,min=1,max=2"`
}

// Echo gives back what it got.
//
//sig:component name=container-echo scope=tenant
type Echo struct{ sig.Instance }

//sig:runnable
func (e *Echo) Echo(ctx context.Context, p Containers) (Containers, error) { return p, nil }
