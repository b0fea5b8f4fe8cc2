package cache

import (
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Encode writes plain data: structs of exported fields, pointers, slices, maps,
// strings and numbers. Equal values give equal bytes; nil and empty are told apart, and
// what two pointers share they share again after Decode. Both sides have to have the same types.
func Encode(v any) (data []byte, err error) {
	e := &encoder{seen: map[place]uint64{}}
	if err := e.value(reflect.ValueOf(v)); err != nil {
		return nil, err
	}
	return e.out, nil
}

// Decode reads into v, a pointer, what Encode wrote of the value that v points to.
func Decode(data []byte, v any) (err error) {
	d := &decoder{in: data}
	defer func() {
		if r := recover(); r != nil {
			bad, ok := r.(decodeError)
			if !ok {
				panic(r)
			}
			err = bad.error
		}
	}()
	d.value(reflect.ValueOf(v).Elem())
	if len(d.in) > 0 {
		return errors.New("bytes behind the value")
	}
	return nil
}

type encoder struct {
	out  []byte
	seen map[place]uint64 // pointers by the order in which they came
}

// A place is what a pointer points to: a struct and its first field have one address.
type place struct {
	address uintptr
	typ     reflect.Type
}

// How a pointer is written.
const (
	pointerNil = iota
	pointerNew
	pointerSeen
)

func (e *encoder) uint(n uint64) { e.out = binary.AppendUvarint(e.out, n) }

func (e *encoder) value(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Bool:
		n := uint64(0)
		if v.Bool() {
			n = 1
		}
		e.uint(n)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.out = binary.AppendVarint(e.out, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		e.uint(v.Uint())
	case reflect.String:
		e.uint(uint64(v.Len()))
		e.out = append(e.out, v.String()...)
	case reflect.Array:
		return e.elements(v)
	case reflect.Slice:
		if v.IsNil() {
			e.uint(0)
			return nil
		}
		e.uint(uint64(v.Len()) + 1)
		if v.Type().Elem().Kind() == reflect.Uint8 {
			e.out = append(e.out, v.Bytes()...)
			return nil
		}
		return e.elements(v)
	case reflect.Map:
		return e.mapping(v)
	case reflect.Pointer:
		return e.pointer(v)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); !f.IsExported() {
				return fmt.Errorf("field %s of %s is not exported, so it cannot be kept", f.Name, v.Type())
			}
			if err := e.value(v.Field(i)); err != nil {
				return err
			}
		}
	default:
		return fmt.Errorf("a value of type %s cannot be kept", v.Type())
	}
	return nil
}

func (e *encoder) elements(v reflect.Value) error {
	for i := range v.Len() {
		if err := e.value(v.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

func (e *encoder) mapping(v reflect.Value) error {
	if v.IsNil() {
		e.uint(0)
		return nil
	}
	e.uint(uint64(v.Len()) + 1)
	if v.Type().Key().Kind() != reflect.String {
		return fmt.Errorf("a map with keys of type %s cannot be kept", v.Type().Key())
	}
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, k := range keys {
		if err := e.value(k); err != nil {
			return err
		}
		if err := e.value(v.MapIndex(k)); err != nil {
			return err
		}
	}
	return nil
}

func (e *encoder) pointer(v reflect.Value) error {
	if v.IsNil() {
		e.uint(pointerNil)
		return nil
	}
	at := place{v.Pointer(), v.Type()}
	if n, ok := e.seen[at]; ok {
		e.uint(pointerSeen)
		e.uint(n)
		return nil
	}
	e.seen[at] = uint64(len(e.seen))
	e.uint(pointerNew)
	return e.value(v.Elem())
}

type decodeError struct{ error }

type decoder struct {
	in   []byte
	seen []reflect.Value
}

func (d *decoder) fail(text string) { panic(decodeError{errors.New(text)}) }

func (d *decoder) uint() uint64 {
	n, size := binary.Uvarint(d.in)
	if size <= 0 {
		d.fail("a number is cut off")
	}
	d.in = d.in[size:]
	return n
}

// length is a number of things of which each takes a byte at least.
func (d *decoder) length(n uint64) int {
	if n > uint64(len(d.in)) {
		d.fail("a length goes beyond the end")
	}
	return int(n)
}

func (d *decoder) take(n int) []byte {
	out := d.in[:n]
	d.in = d.in[n:]
	return out
}

func (d *decoder) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(d.uint() != 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, size := binary.Varint(d.in)
		if size <= 0 {
			d.fail("a number is cut off")
		}
		d.in = d.in[size:]
		v.SetInt(n)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(d.uint())
	case reflect.String:
		v.SetString(string(d.take(d.length(d.uint()))))
	case reflect.Array:
		for i := range v.Len() {
			d.value(v.Index(i))
		}
	case reflect.Slice:
		d.slice(v)
	case reflect.Map:
		d.mapping(v)
	case reflect.Pointer:
		d.pointer(v)
	case reflect.Struct:
		for i := range v.NumField() {
			d.value(v.Field(i))
		}
	default:
		d.fail("a value of type " + v.Type().String() + " is never kept")
	}
}

func (d *decoder) slice(v reflect.Value) {
	n := d.uint()
	if n == 0 {
		v.SetZero()
		return
	}
	if v.Type().Elem().Kind() == reflect.Uint8 {
		v.SetBytes(slices.Clone(d.take(d.length(n - 1))))
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		return
	}
	// Elements may take no byte at all (struct{}), but those are not worth keeping.
	out := reflect.MakeSlice(v.Type(), d.length(n-1), d.length(n-1))
	for i := range out.Len() {
		d.value(out.Index(i))
	}
	v.Set(out)
}

func (d *decoder) mapping(v reflect.Value) {
	n := d.uint()
	if n == 0 {
		v.SetZero()
		return
	}
	out := reflect.MakeMap(v.Type())
	for range d.length(n - 1) {
		k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		d.value(k)
		d.value(e)
		out.SetMapIndex(k, e)
	}
	v.Set(out)
}

func (d *decoder) pointer(v reflect.Value) {
	switch d.uint() {
	case pointerNil:
		v.SetZero()
	case pointerNew:
		p := reflect.New(v.Type().Elem())
		d.seen = append(d.seen, p)
		v.Set(p)
		d.value(p.Elem())
	case pointerSeen:
		n := d.uint()
		if n >= uint64(len(d.seen)) || d.seen[n].Type() != v.Type() {
			d.fail("a pointer to what did not come yet")
		}
		v.Set(d.seen[n])
	default:
		d.fail("no kind of pointer")
	}
}
