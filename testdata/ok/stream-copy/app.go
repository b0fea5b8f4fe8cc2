package main

import (
	"context"
	"iter"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Find says what to look for.
type Find struct {
	Words []string `json:"words" sig:"min=1"`
}

// Hit is an element with memory of its own.
type Hit struct {
	Words []string `json:"words"`
}

// Index keeps what it is given.
//
//sig:component name=stream-index scope=shared
type Index struct {
	sig.Instance
}

// Search yields the same slice again and again, with one letter more each time.
//
//sig:runnable
func (x *Index) Search(ctx context.Context, p Find) iter.Seq2[Hit, error] {
	return func(yield func(Hit, error) bool) {
		p.Words[0] = "changed by the component"
		words := []string{""}
		for range 3 {
			words[0] += "x"
			if !yield(Hit{Words: words}, nil) {
				return
			}
		}
	}
}

// Asker asks for its tenant.
//
//sig:component name=stream-asker scope=tenant
type Asker struct {
	sig.Instance
	Index IndexClient `sig:"requires"`
}

// Answer is what was found.
type Answer struct {
	Asked string   `json:"asked"`
	Found []string `json:"found"`
}

// Ask collects what the index yields.
//
//sig:runnable
func (a *Asker) Ask(ctx context.Context) (Answer, error) {
	words := []string{"mine"}
	var out Answer
	var hits []Hit
	for h, err := range a.Index.Search(ctx, Find{Words: words}) {
		if err != nil {
			return out, err
		}
		hits = append(hits, h)
	}
	for _, h := range hits {
		out.Found = append(out.Found, h.Words...)
	}
	out.Asked = words[0]
	return out, nil
}
