// Package regexphelpers: named groups with package-level regexps.
//
// Verdict: proved.
package regexphelpers

import (
	"context"
	"errors"
	"regexp"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	line = regexp.MustCompile(`^(?P<key>\w+)\s*=\s*(?P<value>.*)$`)
	ws   = regexp.MustCompile(`\s+`)
	key  = line.SubexpIndex("key")
	val  = line.SubexpIndex("value")
)

// C is the component.
//
//sig:component name=regexp-helpers scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Parse(ctx context.Context, p P) (R, error) {
	m := line.FindStringSubmatch(p.V)
	if m == nil {
		return R{}, errors.New("not a setting")
	}
	return R{V: m[key] + "=" + ws.ReplaceAllString(m[val], " "), N: len(m)}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
