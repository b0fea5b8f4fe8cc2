// Package protocodec carries protobuf messages in the JSON that protobuf defines for
// them. Generated code calls it where a type has a *pb.Message inside; only programs
// with such a type link it, and with it google.golang.org/protobuf.
//
// What is written is protojson's, without the white space that it varies: a field that
// has its default is left out, 64-bit numbers are strings, names are in lowerCamelCase.
// What is read is protojson's to judge, behind the rules that hold for all raw JSON
// here: no key twice, valid UTF-8, a bounded depth. A nil message is null and null is a
// nil message, so the null of a structpb.Value cannot be told from one that is not there.
package protocodec

import (
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// Append appends m, or null for nil. A message that protobuf does not write, such as
// one with invalid UTF-8, fails e.
func Append(e *codec.Encoder, dst []byte, m proto.Message) []byte {
	if m == nil || !m.ProtoReflect().IsValid() {
		return append(dst, "null"...)
	}
	return e.JSON(dst, message{m: m})
}

// Read reads a message into m, which is new, and returns it. What m does not accept
// fails d; an unknown field does so unless d is lenient.
func Read[M proto.Message](d *codec.Decoder, m M) M {
	d.JSON(message{m: m, lenient: d.Lenient()})
	return m
}

// Clone is a deep copy of m, nil for nil.
func Clone[M proto.Message](m M) M {
	if !m.ProtoReflect().IsValid() {
		return m
	}
	return proto.CloneOf(m)
}

// message gives a protobuf message the methods that package codec asks for.
type message struct {
	m       proto.Message
	lenient bool
}

func (m message) MarshalJSON() ([]byte, error) { return protojson.Marshal(m.m) }

func (m message) UnmarshalJSON(data []byte) error {
	return protojson.UnmarshalOptions{DiscardUnknown: m.lenient}.Unmarshal(data, m.m)
}
