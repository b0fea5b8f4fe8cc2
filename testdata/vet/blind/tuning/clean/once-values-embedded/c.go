// Package oncevaluesembedded: an embedded file is parsed once.
//
// Verdict: proved.
package oncevaluesembedded

import (
	"context"
	"encoding/csv"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"

	_ "embed"
)

//go:embed countries.csv
var countriesCSV string

var countries = sync.OnceValues(func() (map[string]string, error) {
	rows, err := csv.NewReader(strings.NewReader(countriesCSV)).ReadAll()
	if err != nil {
		return nil, err
	}
	m := make(map[string]string, len(rows))
	for _, r := range rows {
		m[r[0]] = r[1]
	}
	return m, nil
})

// C is the component.
//
//sig:component name=once-values-embedded scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Country(ctx context.Context, p P) (R, error) {
	m, err := countries()
	if err != nil {
		return R{}, err
	}
	return R{V: m[p.K]}, nil
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
