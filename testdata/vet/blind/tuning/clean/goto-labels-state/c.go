// Package gotolabelsstate: a hand-written lexer with labels.
//
// Verdict: proved.
package gotolabelsstate

import (
	"context"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type kind int

const (
	word kind = iota
	num
	punct
)

type token struct {
	kind kind
	text string
}

func lex(s string) (out []token) {
outer:
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == ' ':
			i++
		case c >= '0' && c <= '9':
			j := i
			for j < len(s) && s[j] >= '0' && s[j] <= '9' {
				j++
			}
			out = append(out, token{num, s[i:j]})
			i = j
		case c == '#':
			break outer
		case c == ',' || c == ';':
			out = append(out, token{punct, s[i : i+1]})
			i++
		default:
			j := strings.IndexAny(s[i:], " ,;#")
			if j < 0 {
				j = len(s) - i
			}
			out = append(out, token{word, s[i : i+j]})
			i += j
		}
	}
	return out
}

// C is the component.
//
//sig:component name=goto-labels-state scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Lex(ctx context.Context, p P) (R, error) {
	toks := lex(p.V)
	n := 0
	for _, t := range toks {
		if t.kind == num {
			n++
		}
	}
	return R{V: fmt.Sprint(len(toks)), N: n}, nil
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
