// Package topograph: an order of dependencies with detection of cycles
package topograph

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type graph map[string][]string

type cycleError []string

func (c cycleError) Error() string { return "cycle: " + strings.Join(c, " -> ") }

func (g graph) sort() ([]string, error) {
	const (
		white = iota
		grey
		black
	)
	colour := make(map[string]int, len(g))
	var order, stack []string
	var visit func(string) error
	visit = func(n string) error {
		switch colour[n] {
		case black:
			return nil
		case grey:
			return cycleError(append(slices.Clone(stack[slices.Index(stack, n):]), n))
		}
		colour[n] = grey
		stack = append(stack, n)
		defer func() { stack = stack[:len(stack)-1] }()
		for _, m := range g[n] {
			if err := visit(m); err != nil {
				return err
			}
		}
		colour[n] = black
		order = append(order, n)
		return nil
	}
	for _, n := range slices.Sorted(maps.Keys(g)) {
		if err := visit(n); err != nil {
			return nil, err
		}
	}
	return order, nil
}

// C is the component.
//
//sig:component name=topo-graph scope=shared
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Order(ctx context.Context, p P) (R, error) {
	g := graph{}
	sc := bufio.NewScanner(strings.NewReader(p.V))
	for sc.Scan() {
		f := strings.Fields(sc.Text())
		if len(f) > 0 {
			g[f[0]] = append(g[f[0]], f[1:]...)
		}
	}
	order, err := g.sort()
	var ce cycleError
	if errors.As(err, &ce) {
		return R{V: ce.Error(), N: len(ce)}, nil
	}
	return R{V: strings.Join(order, " ")}, cmp.Or(err, sc.Err())
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
