// Package modgrpcstatus answers with a status of the package.
package modgrpcstatus

import (
	"context"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-grpc-status scope=tenant
type C struct{ sig.Instance }

var missing = status.New(codes.NotFound, "missing")

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	if s == "" {
		return "", status.Error(missing.Code(), missing.Message())
	}
	st := status.Convert(status.Error(codes.Internal, s))
	return st.Message() + missing.Message(), nil
}
