// Package vatrates: rates of tax by country with validity
package vatrates

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type rate struct {
	from    time.Time
	percent int64
}

var vat = map[string][]rate{
	"DE": {{date(2007, 1), 19}, {date(2020, 7), 16}, {date(2021, 1), 19}},
	"AT": {{date(1984, 1), 20}},
	"CH": {{date(2018, 1), 77}, {date(2024, 1), 81}},
}

func date(y int, m time.Month) time.Time { return time.Date(y, m, 1, 0, 0, 0, 0, time.UTC) }

// ErrCountry is returned for a country without rates.
var ErrCountry = errors.New("unknown country")

func rateAt(country string, t time.Time) (rate, error) {
	rs, ok := vat[country]
	if !ok {
		return rate{}, fmt.Errorf("%w: %q", ErrCountry, country)
	}
	i, found := slices.BinarySearchFunc(rs, t, func(r rate, t time.Time) int { return r.from.Compare(t) })
	if !found {
		i--
	}
	if i < 0 {
		return rate{}, fmt.Errorf("%w: none in %s", ErrCountry, t.Format(time.DateOnly))
	}
	return rs[i], nil
}

// C is the component.
//
//sig:component name=vat-rates scope=shared
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Gross(ctx context.Context, p P) (R, error) {
	at, err := time.Parse(time.DateOnly, p.V)
	if err != nil {
		return R{}, err
	}
	r, err := rateAt(p.K, at)
	if err != nil {
		return R{}, err
	}
	return R{V: r.from.Format(time.RFC3339), N: p.N + p.N*int(r.percent)/100}, nil
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
