package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type (
	// Blob is named bytes.
	Blob []byte
	// Octet is a named byte.
	Octet byte
	// Octets are named bytes of a named byte.
	Octets []Octet
	// Hash is an array.
	Hash [4]byte
	// Letter is a byte that writes itself.
	Letter byte
)

// MarshalText implements encoding.TextMarshaler.
func (l Letter) MarshalText() ([]byte, error) { return []byte{byte(l)}, nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (l *Letter) UnmarshalText(b []byte) error {
	*l = 0
	if len(b) > 0 {
		*l = Letter(b[0])
	}
	return nil
}

// Data is all of them.
type Data struct {
	Plain  []byte          `json:"plain" sig:"max=3"`
	Blob   Blob            `json:"blob"`
	Octets Octets          `json:"octets" sig:"max=3"`
	List   []Octet         `json:"list,omitempty"`
	Hash   Hash            `json:"hash" sig:"optional"`
	Word   []Letter        `json:"word,omitempty"`
	By     map[string]Blob `json:"by,omitempty"`
	Ptr    *[]byte         `json:"ptr"`
	Many   [][]byte        `json:"many,omitempty"`
}

// Box keeps data.
//
//sig:component name=bytes-box scope=tenant
type Box struct {
	sig.Instance
	kept Data
}

//sig:runnable
func (b *Box) Put(ctx context.Context, d Data) (Data, error) { b.kept = d; return d, nil }

//sig:runnable
func (b *Box) Get(ctx context.Context) (Data, error) { return b.kept, nil }
