package main

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Note is stored.
type Note struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

// Vault keeps notes.
//
//sig:component name=handles-vault scope=tenant
type Vault struct {
	sig.Instance
	Own   sig.Storage     `sig:"requires"`
	Ours  sig.Storage     `sig:"requires,scope=tenant"`
	Creds sig.Credentials `sig:"requires"`
	known bool
}

//sig:effect
func (v *Vault) login(ctx context.Context) error {
	_, err := v.Creds.Get(ctx, "api.token")
	v.known = err == nil
	if errors.Is(err, sig.ErrNotFound) {
		return nil
	}
	return err
}

//sig:runnable
func (v *Vault) Put(ctx context.Context, n Note) error {
	if err := v.Own.Put(ctx, n.Key, []byte(n.Text)); err != nil {
		return err
	}
	return v.Ours.Put(ctx, n.Key, []byte(n.Text+" of all"))
}

// Found is what is there.
type Found struct {
	Own, Ours string
	Known     bool
}

//sig:runnable
func (v *Vault) Get(ctx context.Context, key Text) (Found, error) {
	own, err := v.Own.Get(ctx, string(key))
	if err != nil && !errors.Is(err, sig.ErrNotFound) {
		return Found{}, err
	}
	ours, err := v.Ours.Get(ctx, string(key))
	if errors.Is(err, sig.ErrNotFound) {
		err = nil
	}
	return Found{string(own), string(ours), v.known}, err
}
