// Package modage encrypts for a recipient.
package modage

import (
	"bytes"
	"context"

	"filippo.io/age"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-age scope=tenant
type C struct{ sig.Instance }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	id, err := age.ParseX25519Identity(s)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	w, err := age.Encrypt(&b, id.Recipient())
	if err != nil {
		return "", err
	}
	if _, err := w.Write([]byte(s)); err != nil {
		return "", err
	}
	return b.String(), w.Close()
}
