// Package promotedmethodwrites: a marshaller bumps an embedded version.
//
// Verdict: leak.
// Why: encoding/json calls MarshalText, whose promoted bump counts documents of all tenants.
package promotedmethodwrites

import (
	"context"
	"encoding/json"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type versioned struct{ Version int }

var versions = map[string]int{}

func (v *versioned) bump(id string) {
	versions[id]++ // want leak
	v.Version = versions[id]
}

type document struct {
	*versioned
	ID   string
	Text string
}

func (d document) MarshalText() ([]byte, error) {
	d.bump(d.ID)
	return fmt.Appendf(nil, "%s@%d: %s", d.ID, d.Version, d.Text), nil
}

// C is the component.
//
//sig:component name=promoted-method-writes scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Export(ctx context.Context, p P) (R, error) {
	b, err := json.Marshal(document{&versioned{}, p.K, p.V})
	return R{V: string(b)}, err
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
