// Package visitorclosures: a recursive closure walks a parsed document.
//
// Verdict: proved.
package visitorclosures

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=visitor-closures scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Leaves(ctx context.Context, p P) (R, error) {
	var doc any
	if err := json.Unmarshal([]byte(p.V), &doc); err != nil {
		return R{}, err
	}
	var paths []string
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch x := v.(type) {
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(x)) {
				walk(path+"."+k, x[k])
			}
		case []any:
			for i, e := range x {
				walk(fmt.Sprintf("%s[%d]", path, i), e)
			}
		default:
			paths = append(paths, path)
		}
	}
	walk("$", doc)
	return R{V: strings.Join(paths, "\n"), N: len(paths)}, nil
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
