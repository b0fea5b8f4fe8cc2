// Package slug makes names for URLs.
package slug

import (
	"strings"
	"sync"
)

var made sync.Map

// Make returns the slug of s, and whether it was made for the first time.
func Make(s string) (string, bool) {
	if v, ok := made.Load(s); ok {
		return v.(string), false
	}
	out := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), " ", "-")
	made.Store(s, out) // want leak
	return out, true
}
