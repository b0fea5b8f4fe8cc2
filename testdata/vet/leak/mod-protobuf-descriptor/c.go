// Package modprotobufdescriptor writes the descriptor that all have.
package modprotobufdescriptor

import (
	"context"

	"google.golang.org/protobuf/types/known/structpb"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-protobuf-descriptor scope=tenant
type C struct{ sig.Instance }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	raw, _ := new(structpb.Struct).Descriptor() // want SIG703
	raw[0] = s[0]
	return string(raw), nil
}
