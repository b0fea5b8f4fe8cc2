// Package realuuidrand: identifiers are made reproducible for a test tenant.
//
// Verdict: leak.
// Why: uuid.SetRand is process-wide: every tenant's identifiers become predictable.
package realuuidrand

import (
	"context"
	"sync"

	"github.com/google/uuid"

	sig "github.com/sigen-dev/sigen/runtime"
)

// counterReader is a source of bytes for reproducible runs.
type counterReader struct {
	mu sync.Mutex
	n  uint64
}

func (r *counterReader) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range p {
		r.n = r.n*6364136223846793005 + 1442695040888963407
		p[i] = byte(r.n >> 56)
	}
	return len(p), nil
}

// Settings is what a tenant can set.
//
//sig:config prefix=ids
type Settings struct {
	Reproducible bool   `json:"reproducible" sig:"default=false"`
	Namespace    string `json:"namespace" sig:"default=orders"`
}

// Wanted says how many identifiers are wanted.
type Wanted struct {
	Count int `json:"count" sig:"min=1,max=100"`
}

// Made are new identifiers.
type Made struct {
	IDs []string `json:"ids"`
}

// Identifiers makes identifiers.
//
//sig:component name=real-uuid-rand scope=tenant
type Identifiers struct {
	sig.Instance

	Settings sig.Settings[Settings] `sig:"requires"`
}

//sig:effect
func (s *Identifiers) seed(ctx context.Context) error {
	if s.Settings.Get().Reproducible {
		uuid.SetRand(&counterReader{n: 1}) // want leak
	}
	return nil
}

// Make makes identifiers.
//
//sig:runnable desc="Make identifiers"
func (s *Identifiers) Make(ctx context.Context, w Wanted) (Made, error) {
	var out Made
	ns := uuid.NewSHA1(uuid.NameSpaceURL, []byte(s.Settings.Get().Namespace))
	for range w.Count {
		id, err := uuid.NewRandom()
		if err != nil {
			return Made{}, err
		}
		out.IDs = append(out.IDs, uuid.NewSHA1(ns, id[:]).String())
	}
	return out, nil
}
