// Package sranker is a case.
package sharedscorers

import (
	"context"
	"math"
	"sort"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Items are ranked.
type Items struct {
	Items []Item             `json:"items"`
	Boost map[string]float64 `json:"boost"`
}

// Item is one.
type Item struct {
	ID     string    `json:"id"`
	Clicks int       `json:"clicks"`
	Age    float64   `json:"age"`
	Tags   []string  `json:"tags"`
	Vec    []float64 `json:"vec"`
}

// Ranked answer.
type Ranked struct {
	IDs []string `json:"ids"`
}

type scorer func(*Item) float64

func weighted(w float64, s scorer) scorer { return func(i *Item) float64 { return w * s(i) } }

func sumOf(ss ...scorer) scorer {
	return func(i *Item) (t float64) {
		for _, s := range ss {
			t += s(i)
		}
		return t
	}
}

func clicks(i *Item) float64 { return math.Log1p(float64(i.Clicks)) }

func fresh(half float64) scorer {
	return func(i *Item) float64 { return math.Exp2(-i.Age / half) }
}

func tagged(boost map[string]float64) scorer {
	return func(i *Item) (t float64) {
		for _, x := range i.Tags {
			t += boost[x]
		}
		return t
	}
}

var base = sumOf(weighted(0.7, clicks), weighted(0.3, fresh(24)))

type byScore struct {
	items  []Item
	scores []float64
}

func (b byScore) Len() int           { return len(b.items) }
func (b byScore) Less(i, j int) bool { return b.scores[i] > b.scores[j] }
func (b byScore) Swap(i, j int) {
	b.items[i], b.items[j] = b.items[j], b.items[i]
	b.scores[i], b.scores[j] = b.scores[j], b.scores[i]
}

// It is the component.
//
//sig:component name=shared-scorers scope=shared
type Ranker struct{ sig.Instance }

//sig:runnable desc="one call"
func (r *Ranker) Rank(ctx context.Context, in Items) (Ranked, error) {
	s := base
	if len(in.Boost) > 0 {
		s = sumOf(base, tagged(in.Boost))
	}
	b := byScore{in.Items, make([]float64, len(in.Items))}
	for i := range b.items {
		b.scores[i] = s(&b.items[i])
	}
	sort.Stable(b)
	out := Ranked{make([]string, 0, len(b.items))}
	for _, it := range b.items {
		out.IDs = append(out.IDs, it.ID)
	}
	return out, nil
}
