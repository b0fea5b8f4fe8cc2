// Package modprotobufreflect changes a message by its reflection.
package modprotobufreflect

import (
	"context"

	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/structpb"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-protobuf-reflect scope=tenant
type C struct{ sig.Instance }

var last = &structpb.Value{}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	m := last.ProtoReflect() // want SIG703
	m.Set(m.Descriptor().Fields().ByName("string_value"), protoreflect.ValueOfString(s))
	return last.GetStringValue(), nil
}
