// Package moduuidnode sets the node of all identifiers.
package moduuidnode

import (
	"context"

	"github.com/google/uuid"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-uuid-node scope=tenant
type C struct{ sig.Instance }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	uuid.SetNodeID([]byte(s)) // want SIG703
	return s, nil
}
