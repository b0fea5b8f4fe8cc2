// Package modprotobufshared changes the message of the package.
package modprotobufshared

import (
	"context"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/types/known/structpb"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-protobuf-shared scope=tenant
type C struct{ sig.Instance }

var template = &structpb.Struct{Fields: map[string]*structpb.Value{"kind": structpb.NewStringValue("x")}}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	if template.Fields == nil {
		return "", nil
	}
	template.Fields["name"] = structpb.NewStringValue(s) // want SIG701
	out, err := protojson.Marshal(template)
	return string(out), err
}
