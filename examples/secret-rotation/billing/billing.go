// Package billing charges through an API whose key changes now and then.
package billing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Billing charges with its tenant's own key.
//
//sig:component name=billing scope=tenant
type Billing struct {
	sig.Instance

	Creds sig.Credentials `sig:"requires"`

	api       atomic.Pointer[client]
	rotations atomic.Int64
}

// client is a connection that was opened with one key.
type client struct{ fingerprint string }

// connect runs again whenever the tenant's credentials change.
//
//sig:effect
func (b *Billing) connect(ctx context.Context) error {
	key, err := b.Creds.Get(ctx, "api-key")
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(key.Reveal()))
	b.api.Store(&client{fingerprint: hex.EncodeToString(sum[:4])})
	b.rotations.Add(1)
	return nil
}

// Receipt says with which key a charge was made, by its fingerprint.
type Receipt struct {
	Fingerprint string `json:"fingerprint"`
	Rotations   int64  `json:"rotations"`
}

// Charge makes a charge.
//
//sig:runnable desc="Make a charge"
func (b *Billing) Charge(ctx context.Context) (Receipt, error) {
	return Receipt{Fingerprint: b.api.Load().fingerprint, Rotations: b.rotations.Load()}, nil
}
