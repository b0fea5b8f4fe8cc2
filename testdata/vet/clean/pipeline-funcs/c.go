// Package pipelinefuncs: stages as functions
package pipelinefuncs

import (
	"context"
	"iter"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type stage func(context.Context, iter.Seq[string]) iter.Seq[string]

func trim(_ context.Context, in iter.Seq[string]) iter.Seq[string] {
	return func(yield func(string) bool) {
		for s := range in {
			if !yield(strings.TrimSpace(s)) {
				return
			}
		}
	}
}

func nonEmpty(_ context.Context, in iter.Seq[string]) iter.Seq[string] {
	return func(yield func(string) bool) {
		for s := range in {
			if s != "" && !yield(s) {
				return
			}
		}
	}
}

var stages = []stage{trim, nonEmpty}

// C is the component.
//
//sig:component name=pipeline-funcs scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	seq := strings.SplitSeq(p.V, ",")
	for _, s := range stages {
		seq = s(ctx, seq)
	}
	return R{V: strings.Join(slices.Collect(seq), ";")}, nil
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
