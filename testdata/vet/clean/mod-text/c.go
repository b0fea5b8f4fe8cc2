// Package modtext folds and collates text.
package modtext

import (
	"context"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-text scope=tenant
type C struct{ sig.Instance }

var german = language.German

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	words := strings.Fields(cases.Fold().String(norm.NFC.String(s)))
	collate.New(german).SortStrings(words)
	return strings.Join(words, " "), nil
}
