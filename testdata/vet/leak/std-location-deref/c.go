// Package stdlocationderef: overwrites the location that everybody has
package stdlocationderef

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-location-deref scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	*time.Now().Location() = *time.FixedZone(p.K, p.N) // want SIG711
	return R{}, nil
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
