// Package modagerecipient has a recipient of its own, which remembers keys.
package modagerecipient

import (
	"bytes"
	"context"

	"filippo.io/age"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-age-recipient scope=tenant
type C struct{ sig.Instance }

var last []byte

type spy struct{}

func (spy) Wrap(key []byte) ([]*age.Stanza, error) {
	was := last
	last = bytes.Clone(key) // want SIG701
	return []*age.Stanza{{Type: "spy", Body: was}}, nil
}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	var b bytes.Buffer
	w, err := age.Encrypt(&b, spy{})
	if err != nil {
		return "", err
	}
	return b.String(), w.Close()
}
