// Package tableoftransforms: a table of transformations behind an interface
package tableoftransforms

import (
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Input is a table.
type Input struct {
	CSV   string   `json:"csv"`
	Steps []string `json:"steps"`
}

// Output answers.
type Output struct {
	JSON string `json:"json"`
}

type row map[string]string

type transform interface {
	apply(iter.Seq[row]) iter.Seq[row]
}

type renamer struct{ from, to string }

func (r renamer) apply(in iter.Seq[row]) iter.Seq[row] {
	return func(yield func(row) bool) {
		for x := range in {
			if v, ok := x[r.from]; ok {
				delete(x, r.from)
				x[r.to] = v
			}
			if !yield(x) {
				return
			}
		}
	}
}

type dropper struct{ empty string }

func (d dropper) apply(in iter.Seq[row]) iter.Seq[row] {
	return func(yield func(row) bool) {
		for x := range in {
			if x[d.empty] != "" && !yield(x) {
				return
			}
		}
	}
}

type mapper func(row)

func (m mapper) apply(in iter.Seq[row]) iter.Seq[row] {
	return func(yield func(row) bool) {
		in(func(x row) bool {
			m(x)
			return yield(x)
		})
	}
}

var catalogue = map[string]transform{
	"mail-to-email": renamer{"mail", "email"},
	"need-email":    dropper{"email"},
	"lower-email":   mapper(func(r row) { r["email"] = strings.ToLower(r["email"]) }),
	"full-name": mapper(func(r row) {
		r["name"] = strings.TrimSpace(r["first"] + " " + r["last"])
	}),
}

func read(s string) (iter.Seq[row], error) {
	recs, err := csv.NewReader(strings.NewReader(s)).ReadAll()
	if err != nil || len(recs) == 0 {
		return nil, cmp.Or(err, io.ErrUnexpectedEOF)
	}
	head := recs[0]
	return func(yield func(row) bool) {
		for _, rec := range recs[1:] {
			r := make(row, len(head))
			for i, h := range head {
				r[h] = rec[i]
			}
			if !yield(r) {
				return
			}
		}
	}, nil
}

// ETL is the component.
//
//sig:component name=table-of-transforms scope=shared
type ETL struct{ sig.Instance }

//sig:runnable desc="one call"
func (e *ETL) Run(ctx context.Context, in Input) (Output, error) {
	rows, err := read(in.CSV)
	if err != nil {
		return Output{}, err
	}
	for _, name := range in.Steps {
		t, ok := catalogue[name]
		if !ok {
			return Output{}, fmt.Errorf("no step %q", name)
		}
		rows = t.apply(rows)
	}
	b, err := json.Marshal(slices.Collect(rows))
	return Output{string(b)}, err
}
