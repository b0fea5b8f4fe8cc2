// Package realwirecodec: a binary codec, as generated for protobuf
package realwirecodec

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type user struct {
	id   uint64
	name string
}

var errShort = errors.New("message is too short")

func (u *user) append(b []byte) []byte {
	b = binary.AppendUvarint(b, 1<<3)
	b = binary.AppendUvarint(b, u.id)
	b = binary.AppendUvarint(b, 2<<3|2)
	b = binary.AppendUvarint(b, uint64(len(u.name)))
	return append(b, u.name...)
}

func (u *user) parse(b []byte) error {
	for len(b) > 0 {
		tag, n := binary.Uvarint(b)
		if n <= 0 {
			return errShort
		}
		b = b[n:]
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return errShort
		}
		b = b[n:]
		switch tag {
		case 1 << 3:
			u.id = v
		case 2<<3 | 2:
			if uint64(len(b)) < v {
				return errShort
			}
			u.name, b = string(b[:v]), b[v:]
		default:
			return fmt.Errorf("unknown tag %d", tag)
		}
	}
	return nil
}

// C is the component.
//
//sig:component name=real-wire-codec scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	u := user{uint64(p.N), p.V}
	b := u.append(nil)
	var back user
	if err := back.parse(b); err != nil {
		return R{}, err
	}
	return R{V: back.name}, c.Files.Put(ctx, "users/"+p.K, b)
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
