// Package modprotobuf changes a copy of the message of the package.
package modprotobuf

import (
	"context"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-protobuf scope=tenant
type C struct{ sig.Instance }

var template = &structpb.Struct{Fields: map[string]*structpb.Value{"kind": structpb.NewStringValue("x")}}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	m := proto.Clone(template).(*structpb.Struct)
	m.Fields["name"] = structpb.NewStringValue(s)
	out, err := protojson.Marshal(m)
	return string(out), err
}
