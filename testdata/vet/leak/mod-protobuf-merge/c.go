// Package modprotobufmerge merges into the message of the package.
package modprotobufmerge

import (
	"context"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-protobuf-merge scope=tenant
type C struct{ sig.Instance }

var last = &structpb.Struct{}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	m := &structpb.Struct{Fields: map[string]*structpb.Value{"name": structpb.NewStringValue(s)}}
	proto.Merge(last, m) // want SIG701
	return last.String(), nil
}
