// Package moduuid makes and reads identifiers.
package moduuid

import (
	"context"

	"github.com/google/uuid"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-uuid scope=tenant
type C struct{ sig.Instance }

var space = uuid.MustParse("6ba7b810-9dad-11d1-80b4-00c04fd430c8")

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	id, err := uuid.Parse(s)
	if err != nil {
		return uuid.NewString(), nil
	}
	return id.String() + uuid.NewSHA1(space, []byte(s)).String(), nil
}
