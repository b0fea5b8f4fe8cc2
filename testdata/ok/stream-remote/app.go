package main

import (
	"context"
	"iter"

	sig "github.com/sigen-dev/sigen/runtime"
)

// TailParams say how many lines.
type TailParams struct {
	Lines int `json:"lines" sig:"max=100"`
}

// Line is one line.
type Line struct {
	N    int    `json:"n"`
	Text string `json:"text"`
}

// Journal has lines.
//
//sig:contract name=journal
type Journal interface {
	//sig:runnable
	Tail(ctx context.Context, p TailParams) iter.Seq2[Line, error]
}

// File is a journal.
//
//sig:component name=journal-file scope=tenant
//sig:provides Journal
type File struct{ sig.Instance }

// Tail implements Journal.
func (f *File) Tail(ctx context.Context, p TailParams) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		for n := range p.Lines {
			if !yield(Line{N: n, Text: f.Name()}, nil) {
				return
			}
		}
	}
}
