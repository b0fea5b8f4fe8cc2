// Package modgrpcstatusassigned puts a status of its own into that of the package.
package modgrpcstatusassigned

import (
	"context"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-grpc-status-assigned scope=tenant
type C struct{ sig.Instance }

var missing = status.New(codes.NotFound, "missing")

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	was := missing.Message()
	*missing = *status.New(codes.NotFound, s) // want SIG701
	return was, nil
}
