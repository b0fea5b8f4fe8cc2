// Package modprotobufdecoded decodes into the message of the package.
package modprotobufdecoded

import (
	"context"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-protobuf-decoded scope=tenant
type C struct{ sig.Instance }

var last = &timestamppb.Timestamp{}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	err := proto.Unmarshal([]byte(s), last) // want SIG701
	return last.String(), err
}
