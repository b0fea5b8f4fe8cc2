// Package sharedworkersum: workers over parts of what was sent
package sharedworkersum

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"unicode"

	sig "github.com/sigen-dev/sigen/runtime"
)

func partition[T any](s []T, n int) [][]T {
	size := max(1, (len(s)+n-1)/n)
	return slices.Collect(slices.Chunk(s, size))
}

// C is the component.
//
//sig:component name=shared-worker-sum scope=shared
type C struct {
	sig.Instance
	Workers int `sig:"prop,default=4"`
}

//sig:runnable desc="one call"
func (c *C) Count(ctx context.Context, p P) (R, error) {
	words := strings.Fields(strings.ToLower(p.V))
	parts := partition(words, c.Workers)
	counts := make([]map[string]int, len(parts))
	var wg sync.WaitGroup
	for i, part := range parts {
		wg.Go(func() {
			m := make(map[string]int)
			for _, w := range part {
				m[strings.TrimFunc(w, unicode.IsPunct)]++
			}
			counts[i] = m
		})
	}
	wg.Wait()
	total := map[string]int{}
	for _, m := range counts {
		for w, n := range m {
			total[w] += n
		}
	}
	b, err := json.Marshal(total)
	return R{V: string(b), N: len(total)}, err
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
