// Package modotelattributes builds a set of attributes.
package modotelattributes

import (
	"context"

	"go.opentelemetry.io/otel/attribute"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-otel-attributes scope=tenant
type C struct{ sig.Instance }

var kind = attribute.String("kind", "order")

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	set := attribute.NewSet(kind, attribute.String("name", s))
	return set.Encoded(attribute.DefaultEncoder()), nil
}
