// Package differ holds generated codecs against encoding/json: every value is
// written alike, and every document is read alike, but for what package codec
// documents as stricter. What that is, [Stricter] says from the document and the
// type alone, so a difference that is not documented is a failure, and so is a
// documented one that does not show.
package differ

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// A Type is one Go type with its generated codec.
type Type struct {
	rtype  reflect.Type
	decode func(in []byte) (pointer any, err error)
	encode func(pointer any) ([]byte, error)
}

// Of is the type T with the functions that were generated for it.
func Of[T any](decode func(*codec.Decoder, *T), encode func([]byte, *T, *codec.Encoder) []byte) Type {
	return Type{
		rtype: reflect.TypeFor[T](),
		decode: func(in []byte) (any, error) {
			v := new(T)
			d := codec.NewDecoder(in, 0)
			decode(&d, v)
			return v, d.Finish()
		},
		encode: func(pointer any) ([]byte, error) {
			e := codec.NewEncoder(nil)
			out := encode(nil, pointer.(*T), &e)
			return out, e.Err()
		},
	}
}

// Name is the name of the Go type.
func (t Type) Name() string { return t.rtype.String() }

// Written compares what is written for a random value with what encoding/json writes for it.
func (t Type) Written(r *rand.Rand) error {
	v := reflect.New(t.rtype)
	g := &values{r: r}
	g.fill(v.Elem(), 0)
	return t.written(v.Interface(), g.strict)
}

// written compares two encodings of what v points to. An error of ours alone is
// right only for raw JSON that is refused on its way out.
func (t Type) written(v any, strict bool) error {
	got, err := t.encode(v)
	want, stdErr := json.Marshal(v)
	switch {
	case err != nil && stdErr == nil:
		if strict {
			return nil
		}
		return fmt.Errorf("%s: not written: %w\nby encoding/json: %s", t.Name(), err, want)
	case err == nil && stdErr != nil:
		return fmt.Errorf("%s: written as %s\nencoding/json says %w", t.Name(), got, stdErr)
	case err != nil:
		return nil
	case strict && slices.ContainsFunc(refused, func(raw string) bool { return bytes.Contains(got, []byte(raw)) }):
		return fmt.Errorf("%s: raw JSON that a decoder refuses was written: %s", t.Name(), got)
	case !bytes.Equal(got, want):
		return fmt.Errorf("%s:\nwritten as       %s\nby encoding/json %s", t.Name(), got, want)
	}
	return nil
}

// Read compares what is made of a document with what encoding/json makes of it.
func (t Type) Read(in []byte) error {
	got, err := t.decode(in)
	want := reflect.New(t.rtype)
	stdErr := json.Unmarshal(in, want.Interface())
	if stdErr != nil {
		if err == nil {
			return fmt.Errorf("%s: %s\nis accepted, but encoding/json says %w", t.Name(), in, stdErr)
		}
		return nil
	}
	why := Stricter(in, t.rtype)
	switch {
	case err != nil && why == "":
		return fmt.Errorf("%s: %s\nencoding/json accepts it and nothing documented speaks against it, but: %w", t.Name(), in, err)
	case err == nil && why != "":
		return fmt.Errorf("%s: %s\nis accepted, but is to be refused: %s", t.Name(), in, why)
	case err != nil:
		return nil
	}
	if !reflect.DeepEqual(got, want.Interface()) {
		return fmt.Errorf("%s: %s\nis read as        %#v\nby encoding/json %#v", t.Name(), in, reflect.ValueOf(got).Elem().Interface(), want.Elem().Interface())
	}
	return t.written(got, false)
}

// Document makes a document for t: mostly what its decoder accepts, in any form
// that JSON has for it, with a mistake here and there.
func (t Type) Document(r *rand.Rand) []byte {
	g := &documents{values: values{r: r}, odd: []float64{0, 0.002, 0.02}[r.IntN(3)]}
	return g.value(nil, t.rtype, 0, false)
}

// Accepts reports whether the decoder of t accepts a document.
func (t Type) Accepts(in []byte) bool {
	_, err := t.decode(in)
	return err == nil
}

// Round is one comparison each way, by what r says.
func (t Type) Round(r *rand.Rand) error {
	if err := t.Written(r); err != nil {
		return err
	}
	in := t.Document(r)
	if r.IntN(3) == 0 {
		in = mutate(r, in)
	}
	return t.Read(in)
}

// Dice is a source of random numbers that a fuzzer can steer: it gives data, then what follows from it.
func Dice(data []byte) rand.Source {
	var sum uint64
	for _, c := range data {
		sum = sum*1099511628211 + uint64(c)
	}
	return &dice{data: data, then: rand.NewPCG(sum, 3)}
}

type dice struct {
	data []byte
	then rand.Source
}

func (d *dice) Uint64() uint64 {
	if len(d.data) == 0 {
		return d.then.Uint64()
	}
	c := d.data[0]
	d.data = d.data[1:]
	return uint64(c)<<56 | uint64(c)*0x0101010101010101>>8
}
