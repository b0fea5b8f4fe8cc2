// Package realerrgroupfanout: requests fan out and are waited for in the call.
//
// Verdict: proved.
package realerrgroupfanout

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Sources are where quotes come from.
type Sources struct {
	URLs []string `json:"urls" sig:"min=1,max=20"`
}

// Best is the best quote.
type Best struct {
	URL   string `json:"url"`
	Cents int    `json:"cents"`
}

// Quotes asks for quotes.
//
//sig:component name=real-errgroup-fanout scope=tenant
type Quotes struct {
	sig.Instance

	HTTP sig.HTTP `sig:"requires"`
}

func (q *Quotes) ask(ctx context.Context, url string) (int, error) {
	resp, err := q.HTTP.Do(ctx, sig.HTTPRequest{Method: "GET", URL: url})
	if err != nil {
		return 0, err
	}
	if resp.Status != 200 {
		return 0, fmt.Errorf("%s: status %d", url, resp.Status)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(resp.Body)))
	if err != nil {
		return 0, fmt.Errorf("%s: %w", url, err)
	}
	return n, nil
}

// Best asks all sources and answers with the best.
//
//sig:runnable desc="The best quote" timeout=5s
func (q *Quotes) Best(ctx context.Context, s Sources) (Best, error) {
	quotes := make([]Best, len(s.URLs))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(4)
	for i, u := range s.URLs {
		g.Go(func() error {
			n, err := q.ask(gctx, u)
			if err != nil {
				return err
			}
			quotes[i] = Best{URL: u, Cents: n}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Best{}, err
	}
	return slices.MinFunc(quotes, func(a, b Best) int { return cmp.Compare(a.Cents, b.Cents) }), nil
}
