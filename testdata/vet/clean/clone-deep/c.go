package clonedeep

import (
	"context"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A Table is copied with all that it holds.
type Table struct {
	rows map[string][]int
	keys []string
}

// Clone makes a table of its own.
func (t *Table) Clone() *Table {
	out := &Table{rows: make(map[string][]int, len(t.rows)), keys: slices.Clone(t.keys)}
	for k, v := range t.rows {
		out.rows[k] = append([]int(nil), v...)
	}
	return out
}

// Add adds.
func (t *Table) Add(k string, n int) {
	t.rows[k] = append(t.rows[k], n)
	t.keys = append(t.keys, k)
}

// MarshalText writes.
func (t *Table) MarshalText() ([]byte, error) { return []byte(strings.Join(t.keys, ",")), nil }

// UnmarshalText reads.
func (t *Table) UnmarshalText(b []byte) error { t.keys = strings.Split(string(b), ","); return nil }

// R is a result.
type R struct {
	T *Table `json:"t"`
}

// C has a table of its own and gives copies.
//
//sig:component name=clone-deep scope=shared
type C struct {
	sig.Instance
	t *Table
}

//sig:activate
func (c *C) open(ctx context.Context) error {
	c.t = &Table{rows: map[string][]int{}}
	c.t.Add("one", 1)
	return nil
}

//sig:runnable
func (c *C) Do(ctx context.Context) (R, error) { return R{c.t}, nil }
