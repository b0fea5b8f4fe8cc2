// Package realyamlfreeconfig: a small parser of key=value text
package realyamlfreeconfig

import (
	"context"
	"errors"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type parser struct {
	text string
	pos  int
	errs []error
}

func (p *parser) line() (k, v string, ok bool) {
	if p.pos >= len(p.text) {
		return "", "", false
	}
	line, _, _ := strings.Cut(p.text[p.pos:], "\n")
	p.pos += len(line) + 1
	k, v, found := strings.Cut(line, "=")
	if !found {
		p.errs = append(p.errs, fmt.Errorf("%q has no =", line))
	}
	return strings.TrimSpace(k), strings.TrimSpace(v), true
}

// C is the component.
//
//sig:component name=real-yaml-free-config scope=tenant
type C struct {
	sig.Instance
	values map[string]string
}

//sig:runnable desc="one call"
func (c *C) Load(ctx context.Context, in P) (R, error) {
	p := &parser{text: in.V}
	m := map[string]string{}
	for k, v, ok := p.line(); ok; k, v, ok = p.line() {
		m[k] = v
	}
	if err := errors.Join(p.errs...); err != nil {
		return R{}, err
	}
	c.values = m
	return R{N: len(m)}, nil
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
