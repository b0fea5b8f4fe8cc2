// Package atkcsvreader: a package's reader moves on
package atkcsvreader

import (
	"context"
	"encoding/csv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var rows = csv.NewReader(strings.NewReader("a,b\nc,d\n"))

// C is the component.
//
//sig:component name=atk-csv-reader scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context) (R, error) {
	rec, err := rows.Read() // want SIG701
	if err != nil {
		return R{}, err
	}
	return R{V: rec[0]}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
