// Package exprparser: an expression parser by precedence
package exprparser

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"text/scanner"

	sig "github.com/sigen-dev/sigen/runtime"
)

type node interface {
	eval(env map[string]float64) (float64, error)
}

type num float64
type ident string
type binary struct {
	op   rune
	l, r node
}

func (n num) eval(map[string]float64) (float64, error) { return float64(n), nil }
func (i ident) eval(env map[string]float64) (float64, error) {
	v, ok := env[string(i)]
	if !ok {
		return 0, fmt.Errorf("unknown name %s", string(i))
	}
	return v, nil
}
func (b *binary) eval(env map[string]float64) (float64, error) {
	l, err := b.l.eval(env)
	if err != nil {
		return 0, err
	}
	r, err := b.r.eval(env)
	if err != nil {
		return 0, err
	}
	return ops[b.op].do(l, r), nil
}

type op struct {
	prec int
	do   func(a, b float64) float64
}

var ops = map[rune]op{
	'+': {1, func(a, b float64) float64 { return a + b }},
	'-': {1, func(a, b float64) float64 { return a - b }},
	'*': {2, func(a, b float64) float64 { return a * b }},
	'/': {2, func(a, b float64) float64 { return a / b }},
	'^': {3, math.Pow},
}

type parser struct {
	s   scanner.Scanner
	tok rune
	err error
}

func newParser(src string) *parser {
	p := &parser{}
	p.s.Init(strings.NewReader(src))
	p.s.Mode = scanner.ScanIdents | scanner.ScanFloats | scanner.ScanInts
	p.s.Error = func(s *scanner.Scanner, msg string) { p.err = fmt.Errorf("%s: %s", s.Position, msg) }
	p.next()
	return p
}

func (p *parser) next() { p.tok = p.s.Scan() }

func (p *parser) expr(min int) node {
	l := p.atom()
	for {
		o, ok := ops[p.tok]
		if !ok || o.prec < min {
			return l
		}
		t := p.tok
		p.next()
		l = &binary{t, l, p.expr(o.prec + 1)}
	}
}

func (p *parser) atom() node {
	defer p.next()
	switch p.tok {
	case scanner.Int, scanner.Float:
		f, err := strconv.ParseFloat(p.s.TokenText(), 64)
		if err != nil {
			p.err = err
		}
		return num(f)
	case scanner.Ident:
		return ident(p.s.TokenText())
	case '(':
		p.next()
		return p.expr(1)
	}
	p.err = cmp.Or(p.err, fmt.Errorf("unexpected %s", scanner.TokenString(p.tok)))
	return num(0)
}

// C is the component.
//
//sig:component name=expr-parser scope=shared
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Eval(ctx context.Context, p P) (R, error) {
	ps := newParser(p.V)
	n := ps.expr(1)
	if ps.err != nil {
		return R{}, ps.err
	}
	v, err := n.eval(map[string]float64{"n": float64(p.N), "pi": math.Pi})
	return R{V: strconv.FormatFloat(v, 'f', -1, 64)}, err
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
