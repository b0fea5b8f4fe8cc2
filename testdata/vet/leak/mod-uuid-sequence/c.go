// Package moduuidsequence hands out identifiers that count for all.
package moduuidsequence

import (
	"context"

	"github.com/google/uuid"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-uuid-sequence scope=tenant
type C struct{ sig.Instance }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	id, err := uuid.NewV7() // want SIG703
	return id.String() + s, err
}
