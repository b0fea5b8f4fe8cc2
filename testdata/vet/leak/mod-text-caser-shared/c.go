// Package modtextcasershared shares a caser that has a state.
package modtextcasershared

import (
	"context"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-text-caser-shared scope=tenant
type C struct{ sig.Instance }

var title = cases.Title(language.English)

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return title.String(s), nil // want SIG701
}
