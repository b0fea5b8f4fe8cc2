// Package boundstdown: method values of the standard library: of a buffer of the call, and of a table that they only read
package boundstdown

import (
	"bytes"
	"context"
	"regexp"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var word = regexp.MustCompile(`^[a-z]+$`)

var quoted = strings.NewReplacer("a", "b")

func each(do func(string) (int, error), all ...string) {
	for _, v := range all {
		_, _ = do(v)
	}
}

func only(all []string, is func(string) bool, how func(string) string) (out []string) {
	for _, v := range all {
		if is(v) {
			out = append(out, how(v))
		}
	}
	return out
}

// C is the component.
//
//sig:component name=bound-std-own scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b bytes.Buffer
	each(b.WriteString, only([]string{p.K, p.V}, word.MatchString, quoted.Replace)...)
	return R{V: b.String()}, nil
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
