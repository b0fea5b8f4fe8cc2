package abi

import (
	"github.com/sigen-dev/sigen/runtime/abi/codec"
	"github.com/sigen-dev/sigen/runtime/internal/core"
	"github.com/sigen-dev/sigen/runtime/reactive"
)

// Call is one call through a generated client.
type Call[T any] = core.Call[T]

// Settings makes the settings that read a cell of the instance.
func Settings[T any](cell *reactive.Field[T]) core.Settings[T] { return core.SettingsOver(cell) }

// Embedded allocates an embedded pointer, when the first of its fields is read.
func Embedded[T any](p **T) {
	if *p == nil {
		*p = new(T)
	}
}

// Raw is JSON that is passed on as it is, in properties.
type Raw []byte

// AppendJSON appends r itself.
func (r Raw) AppendJSON(dst []byte) ([]byte, error) { return append(dst, r...), nil }

// NoProps is the CheckProps of a component without properties.
func NoProps(d *codec.Decoder) {
	for key := d.Object(); key != nil; key = d.NextKey() {
		d.Unknown(key, nil)
	}
}
