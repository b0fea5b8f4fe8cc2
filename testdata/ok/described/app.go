package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Search is what is looked for.
//
// It has a second paragraph, with "quotes", <tags> and `code`.
type Search struct {
	// Words are what has to be there, all of them.
	Words []string `json:"words" sig:"min=1"`
	Limit int      `json:"limit" sig:"default=10,max=100"` // at most as many
	// Sort says by what.
	//   - date
	//   - name
	Sort string `json:"sort" sig:"enum=date|name,default=date"`
}

// Hit is what was found.
type Hit struct {
	Title string  `json:"title"`
	Score float64 `json:"score"` // between 0 and 1
}

// Hits are all of them.
type Hits []Hit

// Index finds what is in it.
//
//sig:component name=described-index scope=tenant version=2.1
type Index struct{ sig.Instance }

// Find looks for words.
//
// The order is that of Search.Sort.
//
//sig:runnable desc="Find documents: by \"words\", in order" idempotent timeout=2s
func (i *Index) Find(ctx context.Context, s Search) (Hits, error) {
	return Hits{{Title: s.Words[0], Score: 0.5}}, nil
}

// Clear removes everything.
//
//sig:runnable destructive
func (i *Index) Clear(ctx context.Context) error { return nil }
