// Package realcsvimport: rows of a CSV text
package realcsvimport

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// C is the component.
//
//sig:component name=real-csv-import scope=tenant
type C struct {
	sig.Instance
	Pool sqldb.Pool `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Import(ctx context.Context, p P) (R, error) {
	r := csv.NewReader(strings.NewReader(p.V))
	r.FieldsPerRecord = 2
	n := 0
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return R{N: n}, nil
		}
		if err != nil {
			return R{}, fmt.Errorf("row %d: %w", n+1, err)
		}
		qty, err := strconv.Atoi(strings.TrimSpace(rec[1]))
		if err != nil {
			return R{}, fmt.Errorf("row %d: %w", n+1, err)
		}
		if _, err := c.Pool.Exec(ctx, "INSERT INTO stock (name, qty) VALUES (?, ?)", rec[0], qty); err != nil {
			return R{}, err
		}
		n++
	}
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
