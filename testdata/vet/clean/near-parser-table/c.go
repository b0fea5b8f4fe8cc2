// Package nearparsertable: a parser reads a package's table and appends to memory of its own
package nearparsertable

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var keywords = map[string]int{"if": 1, "for": 2}

type node struct{ kind int }

type parser struct {
	words map[string]int
	nodes []*node
	out   *strings.Builder
}

func (q *parser) next(w string) {
	q.nodes = append(q.nodes, &node{q.words[w]})
	q.out.WriteString(w)
}

func (q *parser) last() *node { return q.nodes[len(q.nodes)-1] }

func (q *parser) mark() { q.nodes[len(q.nodes)-1].kind++ }

func parse(text string) *parser {
	q := &parser{words: keywords, out: new(strings.Builder)}
	for _, w := range strings.Fields(text) {
		q.next(w)
		q.mark()
	}
	return q
}

// C is the component.
//
//sig:component name=near-parser-table scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	q := parse(p.V + " .")
	return R{V: q.out.String(), N: q.last().kind}, nil
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
