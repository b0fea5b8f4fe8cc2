// Package modotelemptyset assigns to the empty set that all have.
package modotelemptyset

import (
	"context"

	"go.opentelemetry.io/otel/attribute"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-otel-empty-set scope=tenant
type C struct{ sig.Instance }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	was := attribute.EmptySet().Encoded(attribute.DefaultEncoder()) // want SIG703
	*attribute.EmptySet() = attribute.NewSet(attribute.String("last", s))
	return was, nil
}
