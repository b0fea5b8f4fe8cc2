// Package unmarshaltextinterns: a text type interns what it decodes.
//
// Verdict: leak.
// Why: encoding/json calls UnmarshalText, which keeps every tenant's tags in one table.
package unmarshaltextinterns

import (
	"context"
	"encoding/json"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type tag struct{ id int }

var (
	tagMu  sync.Mutex
	tagIDs = map[string]int{}
)

func (t *tag) UnmarshalText(b []byte) error {
	tagMu.Lock()
	defer tagMu.Unlock()
	id, ok := tagIDs[string(b)]
	if !ok {
		id = len(tagIDs) + 1
		tagIDs[string(b)] = id // want leak
	}
	t.id = id
	return nil
}

// C is the component.
//
//sig:component name=unmarshal-text-interns scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Tags(ctx context.Context, p P) (R, error) {
	var tags []tag
	if err := json.Unmarshal([]byte(p.V), &tags); err != nil {
		return R{}, err
	}
	max := 0
	for _, t := range tags {
		if t.id > max {
			max = t.id
		}
	}
	return R{N: max}, nil
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
