package main

import (
	"context"
	"encoding/json"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type (
	// Status is a named string.
	Status string
	// Level is a named small number.
	Level int8
	// Ratio is a named float.
	Ratio float32
	// Flag is a named bool.
	Flag bool
)

// Scalars has one field a kind.
type Scalars struct {
	Bool     bool            `json:"bool" sig:"default=true"`
	Int      int             `json:"int" sig:"default=-7,min=-10,max=10"`
	Int8     int8            `json:"int8" sig:"optional"`
	Int16    int16           `json:"int16" sig:"optional"`
	Int32    rune            `json:"int32" sig:"optional"`
	Int64    int64           `json:"int64,string" sig:"default=9007199254740993"`
	Uint     uint            `json:"uint" sig:"optional"`
	Uint8    byte            `json:"uint8" sig:"optional,enum=1|2|200"`
	Uint16   uint16          `json:"uint16" sig:"optional"`
	Uint32   uint32          `json:"uint32" sig:"optional"`
	Uint64   uint64          `json:"uint64" sig:"default=18446744073709551615"`
	Float32  float32         `json:"float32" sig:"default=0.1"`
	Float64  float64         `json:"float64" sig:"default=1e21,min=0.5"`
	String   string          `json:"string" sig:"default='a, b|c',min=2,max=40"`
	Code     string          `json:"code" sig:"default=AB-1,pattern='^[A-Z]{2}-[0-9]{1,3}$'"`
	Status   Status          `json:"status" sig:"default=open,enum=open|closed|'on hold'"`
	Level    Level           `json:"level" sig:"default=3,min=1,max=5"`
	Ratio    Ratio           `json:"ratio" sig:"default=0.25"`
	Flag     Flag            `json:"flag,string" sig:"optional"`
	At       time.Time       `json:"at" sig:"optional"`
	Duration time.Duration   `json:"duration" sig:"default=1m30s,min=1s"`
	Bytes    []byte          `json:"bytes" sig:"optional,max=4"`
	Raw      json.RawMessage `json:"raw" sig:"optional"`
	Ptr      *int            `json:"ptr" sig:"min=1"`
	PtrPtr   **string        `json:"ptrptr" sig:"enum=x|y"`
	Def      *Level          `json:"def" sig:"default=2"`
	Quoted   *string         `json:"quoted,string"`
	Plain    string
}

// Echo gives back what it got.
//
//sig:component name=scalar-echo scope=tenant
type Echo struct{ sig.Instance }

//sig:runnable
func (e *Echo) Echo(ctx context.Context, p Scalars) (Scalars, error) { return p, nil }
