package main

import (
	"context"
	"encoding/json"
	"math/big"
	"net/netip"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/types/geo"
)

type (
	// Flag and its neighbours are named basic types.
	Flag   bool
	Small  int8
	Wide   uint64
	Ratio  float64
	Single float32
	Word   string
	Octet  byte
	// Bytes is base64, though its elements have a name.
	Bytes []Octet
	// Words and its neighbours are named compound types.
	Words  []Word
	Triple [3]Small
	Table  map[Word][]Wide
	// Alias and its neighbours are other names of the same types.
	Alias  = int64
	Labels = map[string]Words
)

// Levels are an enumeration: its constants are in the schema.
const (
	Low  Small = -1
	Mid  Small = 0
	High Small = 1
)

// Basics are the basic kinds.
type Basics struct {
	Bool    bool
	Int     int
	Int8    int8
	Int16   int16
	Int32   int32
	Int64   int64
	Uint    uint
	Uint8   uint8
	Uint16  uint16
	Uint32  uint32
	Uint64  uint64
	Float32 float32
	Float64 float64
	String  string
	Rune    rune
	Byte    byte
	Flag    Flag
	Small   Small
	Wide    Wide
	Ratio   Ratio
	Single  Single
	Word    Word
	Alias   Alias
}

// Special are the types that have a form of their own in JSON.
type Special struct {
	Time     time.Time
	Wait     time.Duration
	Raw      json.RawMessage
	Number   json.Number
	Blob     []byte
	Bytes    Bytes
	Int      big.Int
	IntPtr   *big.Int
	Rat      *big.Rat
	Float    *big.Float
	Addr     netip.Addr
	Text     Text
	ByPtr    TextByPointer
	JSON     JSON
	OctetsAs []TextOctet
}

// Compound are lists, maps and pointers.
type Compound struct {
	Strings  []string
	Words    Words
	Triple   Triple
	Hash     [4]byte
	Table    Table
	Labels   Labels
	Deep     [][]map[string]*[]int
	Pointer  *string
	Pointers **Small
	Times    []*time.Time
	Raws     map[string]json.RawMessage
	Set      map[string]struct{}
	None     [0]int
	ByInt    map[int64]bool
	ByUint   map[uint8]string
	ByText   map[Text]int
	ByWord   map[TextWord]*Compound
}

// Tagged has every option of a json tag.
type Tagged struct {
	Name string `json:"name"`
	Odd  string `json:"a b/$<ü>"`
	//lint:ignore SA5008 to encoding/json the name of this one is a dash
	Dash      string `json:"-,"`
	Never     func() `json:"-"`
	Empty     string `json:",omitempty"`
	List      []int  `json:",omitempty"`
	Box       Box    `json:",omitempty"`
	Zero      Basics `json:"zero,omitzero"`
	ZeroDeep  Box    `json:"zeroDeep,omitzero"`
	ZeroTime  time.Time
	OmitTime  time.Time  `json:",omitzero"`
	OmitPtr   *time.Time `json:",omitzero"`
	Own       Sometimes  `json:",omitzero"`
	Quoted    int        `json:",string"`
	QuotedPtr *float64   `json:",string"`
	QuotedStr string     `json:",string"`
	QuotedNum json.Number
	Both      *bool `json:"both,omitempty,string"`
}

// Box cannot be compared by Go: it is told to be zero field by field.
type Box struct {
	Words Words    `json:"words"`
	Inner struct { // an unnamed struct
		N    int
		List []int
	}
}

// Sometimes says itself when it is zero.
type Sometimes struct{ N int }

// IsZero reports whether N is odd.
func (s Sometimes) IsZero() bool { return s.N%2 != 0 }

// Embedding flattens what it embeds, by the rules of encoding/json.
type Embedding struct {
	base
	*Basics
	geo.Point
	Named `json:"named"`
	Word
	*Sometimes
	JSON      // JSON and Point both have methods or fields called alike: the shallower wins
	Other     // has MarshalJSON as JSON has, so neither is promoted
	ID    int // hides base.ID
}

type base struct {
	ID   string
	From string
}

// Named is embedded with a name.
type Named struct{ X, Y int }

// Generic are instances of generic types.
type Generic struct {
	Page  Page[geo.Place]
	Pair  Pair[string, []int]
	List  geo.List[Small]
	Inner Page[struct {
		Q int `json:"q"`
	}]
	Near  geo.Place
	Names []geo.Named
}

// Page is a page of anything.
type Page[T any] struct {
	Items []T `json:"items"`
	Next  *T  `json:"next,omitempty"`
}

// Pair has two parameters.
type Pair[K comparable, V any] struct {
	Key K
	Val V
}

// Tree contains itself, in every way that ends.
type Tree struct {
	Name  string
	Left  *Tree           `json:"left,omitempty"`
	Kids  []Tree          `json:"kids,omitempty"`
	Named map[string]Tree `json:"named,omitempty"`
	Up    *Branch
}

// Branch contains a tree again.
type Branch struct{ Trees [2]*Tree }

// Unnamed has unnamed structs.
type Unnamed struct {
	Home struct {
		Street string `json:"street"`
		At     struct{ Lat, Lon float64 }
	} `json:"home"`
	Also []struct {
		Street string `json:"street"`
		At     struct{ Lat, Lon float64 }
	}
	By map[string]*struct{ N int }
}

// Everything is all of them.
type Everything struct {
	Basics    Basics    `json:"basics"`
	Special   Special   `json:"special"`
	Compound  Compound  `json:"compound"`
	Tagged    Tagged    `json:"tagged"`
	Embedding Embedding `json:"embedding"`
	Generic   Generic   `json:"generic"`
	Tree      Tree      `json:"tree"`
	Unnamed   Unnamed   `json:"unnamed"`
}

// Echo gives back what it gets.
//
//sig:component name=types-echo scope=tenant
type Echo struct{ sig.Instance }

//sig:runnable
func (e *Echo) Echo(ctx context.Context, p Everything) (Everything, error) { return p, nil }

//sig:runnable
func (e *Echo) Tagged(ctx context.Context, p Tagged) (Tagged, error) { return p, nil }

// PointerMethods holds, in a map, values that encode themselves by methods of their pointers.
type PointerMethods struct{ M map[string]TextByPointer }

//sig:runnable
func (e *Echo) Pointers(ctx context.Context, p PointerMethods) error { return nil }

//sig:runnable
func (e *Echo) Words(ctx context.Context, p Words) (Lists, error) {
	return Lists{"all": p}, nil
}

// Lists is a named map.
type Lists map[string]Words
