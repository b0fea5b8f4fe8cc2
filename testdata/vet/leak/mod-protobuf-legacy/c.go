// Package modprotobuflegacy has a message that no generator made: its own method says how it is encoded.
package modprotobuflegacy

import (
	"context"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-protobuf-legacy scope=tenant
type C struct{ sig.Instance }

var last string

type detail struct{ text string }

func (d *detail) Reset()         {}
func (d *detail) String() string { return d.text }
func (d *detail) ProtoMessage()  {}

func (d *detail) Unmarshal(b []byte) error { return nil }

func (d *detail) Marshal() ([]byte, error) {
	was := last
	last = d.text // want SIG701
	return []byte(was), nil
}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, text string) (string, error) {
	s, err := status.New(codes.NotFound, "not there").WithDetails(&detail{text})
	if err != nil {
		return "", err
	}
	return s.Proto().String(), nil
}
