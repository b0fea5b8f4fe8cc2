// Package interpreter: a tree of nodes behind an interface
package interpreter

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type node interface {
	eval(env map[string]int) (int, error)
}

type num int

type ref string

type bin struct {
	op   byte
	x, y node
}

func (n num) eval(map[string]int) (int, error) { return int(n), nil }
func (r ref) eval(env map[string]int) (int, error) {
	v, ok := env[string(r)]
	if !ok {
		return 0, fmt.Errorf("unknown %s", string(r))
	}
	return v, nil
}
func (b *bin) eval(env map[string]int) (int, error) {
	x, err := b.x.eval(env)
	if err != nil {
		return 0, err
	}
	y, err := b.y.eval(env)
	if err != nil {
		return 0, err
	}
	switch b.op {
	case '+':
		return x + y, nil
	case '*':
		return x * y, nil
	}
	return 0, fmt.Errorf("bad %c", b.op)
}

func parse(s string) node {
	a, b, ok := strings.Cut(s, "+")
	if !ok {
		if n, err := strconv.Atoi(s); err == nil {
			return num(n)
		}
		return ref(s)
	}
	return &bin{'+', parse(a), parse(b)}
}

// C is the component.
//
//sig:component name=interpreter scope=tenant
type C struct {
	sig.Instance
	env map[string]int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	n, err := parse(p.V).eval(c.env)
	return R{N: n}, err
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
