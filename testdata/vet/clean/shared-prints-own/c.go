// Package sharedprintsown: a shared component prints and sorts what it holds and what a caller sent
package sharedprintsown

import (
	"context"
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type (
	money  int64
	byCost []money
	order  struct {
		Of    string
		Costs byCost
		total money
	}
)

func (m money) String() string               { return fmt.Sprintf("%d.%02d", m/100, m%100) }
func (m money) MarshalText() ([]byte, error) { return []byte(m.String()), nil }
func (b byCost) Len() int                    { return len(b) }
func (b byCost) Less(i, j int) bool          { return b[i] < b[j] }
func (b byCost) Swap(i, j int)               { b[i], b[j] = b[j], b[i] }

// C is shared.
//
//sig:component name=shared-prints-own scope=shared
type C struct {
	sig.Instance
	least money
	names map[string]*money
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	o := order{Of: p.V, total: *c.names[p.V]}
	for range strings.Fields(p.V) {
		o.Costs = append(o.Costs, c.least)
	}
	sort.Sort(o.Costs)
	b, err := json.Marshal(map[string]any{"order": o, "least": &c.least})
	return R{V: fmt.Sprintf("%s %v %+v", b, c.least, o)}, err
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
